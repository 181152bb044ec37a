// A sweep: which runs are wanted, the work on them, and three ways to see what came of them, in which one run is pointed at together.

import { Brush } from './sweep/brush.mjs'
import { Form, formHtml } from './sweep/form.mjs'
import { Lines } from './sweep/lines.mjs'
import { LinkedPlate, Runs } from './sweep/runs.mjs'
import { Table, toCsv } from './sweep/table.mjs'
import { Tiles } from './sweep/tiles.mjs'
import { instrument } from './furniture.mjs'
import { Columns } from '../columns.mjs'
import { download } from '../download.mjs'
import { answers, entry, fill, legend, MARKS, scale } from '../legend.mjs'
import { loadSheet } from '../sheets.mjs'
import { write } from '../text.mjs'
import { forHands } from '../touch.mjs'

const WAYS = [['all', 'All'], ['tiles', 'Regions'], ['lines', 'Lines'], ['table', 'Table']]
const plate = (name, label) => `<div class="plate" data-plate="sweep-${name}" role="application" tabindex="0" aria-label="${label}"></div>`

await loadSheet(new URL('./sweep/sweep.css', import.meta.url).href)

export const html = `
  <div class="sweep">
    ${formHtml}
    <div class="seen" data-way="all">
      <div class="seen-row">
        <div class="ways" role="group" aria-label="Ways to see the runs">
          ${WAYS.map(([way, words]) => `<button type="button" data-way="${way}" aria-pressed="${way === 'all'}">${words}</button>`).join('')}
        </div>
        <p class="told-here" aria-live="polite">${forHands({ keys: 'Point at a run, or use the arrow keys, to read it; a click or Enter opens it.', touch: 'Tap a run to read it, and tap it again to open it.' })}</p>
        <button type="button" class="plain save" disabled>Save as CSV</button>
      </div>
      <p class="opened" role="status" hidden></p>
      <p class="begin">Choose values of one setting, or of two, and press Run: every combination trains as a run of its own, from step 0, beside the one on this page.</p>
      <div class="three" hidden>
        ${instrument({
          name: 'sweep-tiles', title: 'Final regions', more: '<span class="unit">below: test loss</span>', body: plate('tiles', 'The output of every run over the plane: arrow keys move from run to run, Enter opens one.'),
          meaning: legend(),
          about: 'Every tile is what a run answers over the plane, with its test loss below; the one with a thick ring has the lowest, which need not be the highest accuracy. ' +
            'All runs go on together, a quarter of their steps at a time.',
        })}
        ${instrument({
          name: 'sweep-lines', title: 'Parallel coordinates',
          more: '<p class="kept" role="status"><span></span><span class="which"></span></p><button type="button" class="plain keep-all" hidden>Keep all</button>', body: plate('lines', 'A line for every run, through its settings, losses and accuracy: arrow keys move from run to run by test loss, Enter opens one.'),
          meaning: legend(scale('lines', 'lowest', 'highest test loss'), entry(MARKS.dashed, 'broke')),
          about: 'Every line is a run: it crosses each axis where the run stands on it, and is the darker, in a dark theme the brighter, the lower its test loss. ' +
            forHands({
              keys: 'Drag along an axis, or move its ends, to which Tab leads from the picture, with up and down, to keep only the lines that ' +
                'cross it there; a click on the axis keeps all again.',
              touch: 'Drag along an axis to keep only the lines that cross it there, and tap the axis to keep all again.',
            }),
        })}
        ${instrument({
          name: 'sweep-table', title: 'Table', body: '<div class="sheet" tabindex="0" role="region" aria-label="All runs"><table></table></div>',
          about: 'A row is a run, sorted by the column whose heading is pressed. Of several seeds there is a row with their mean, and from where to where they reach.',
        })}
      </div>
    </div>
  </div>`

export function enliven({ panel, bokeh, send, signal }) {
  const part = (selector) => panel.querySelector(selector)
  const [seen, save, opened] = [part('.seen'), part('.save'), part('.opened')]
  const idle = part('.told-here').textContent
  const runs = new Runs((run) => send('sweep open', run))
  const form = new Form(part('form'), send, signal)
  const [tiles, lines] = [new Tiles(runs), new Lines(runs)]
  const plates = [[tiles, 'tiles'], [lines, 'lines']].map(([content, name]) => new LinkedPlate(part(`[data-plate="sweep-${name}"]`), content, part('.told-here'), runs))
  const table = new Table(part('table'), runs, signal)
  const hint = (words) => plates.forEach((each) => {
    each.idle = words ?? idle
    each.tell()
  })
  new Brush(plates[1], lines, runs, { told: part('.kept'), all: part('.keep-all'), hint }, signal)
  Object.assign(plates[0].element, { tiles }) // for whoever wants to know what is shown
  Object.assign(plates[1].element, { lines })

  for (const button of panel.querySelectorAll('.ways button')) {
    button.addEventListener('click', () => {
      seen.dataset.way = button.dataset.way
      for (const other of button.parentElement.children) other.ariaPressed = String(other === button)
      for (const scrolled of [seen, ...seen.querySelectorAll('.three, .sheet, .plate')]) scrolled.scrollTop = 0
    }, { signal })
  }
  save.addEventListener('click', () => download('glassbox-sweep.csv', toCsv(runs), 'text/csv'), { signal })

  const draw = () => plates.forEach((each) => each.draw())
  const columns = ['level', 'line', 'points', 'losses'].map((name) => {
    const each = new Columns(bokeh.get_model_by_name(`sweep ${name}`), () => take())
    const take = () => {
      runs.columns[name] = each
      name === 'losses' ? table.draw() : tiles.forget()
      draw()
    }
    take()
    return each
  })
  return {
    show: {
      sweep: (record) => {
        form.tell(record)
        runs.take(record)
        seen.toggleAttribute('data-crowded', runs.record.axes.length + (runs.record.seeds > 1) > 2)
        opened.hidden = runs.record.opened === null
        write(opened, opened.hidden ? '' : `Run ${runs.record.opened + 1} is open on the page now: Undo brings back the run before.`)
        save.disabled = runs.known.length === 0
        part('.three').hidden = runs.record.runs.length === 0
        part('.begin').hidden = runs.record.runs.length > 0
        tiles.forget()
        fill(part('[data-instrument="sweep-tiles"] .legend'), meanings(runs.record))
        table.draw()
        plates.forEach((each) => each.mark(runs.pointed))
      },
      sweep_choices: (choices) => form.offer(choices),
    },
    end: () => {
      plates.forEach((each) => each.destroy())
      columns.forEach((each) => each.disconnect())
    },
  }
}

// Points are drawn where there is room for them, all of one shape.
function meanings({ task, classes }) {
  return task === 'curve' ? [entry(MARKS.line, 'the answer'), entry(MARKS.circle, 'what is wanted')] : answers({ task, classes }, false)
}
