// Two runs side by side: what differs between them, their pictures, and their losses.

import { Units } from './compared-units.mjs'
import { Outputs } from './compared-outputs.mjs'
import { Trio } from './compared-weights.mjs'
import { check, instrument, slot } from './furniture.mjs'
import { keep } from './kept.mjs'
import { Plate } from './plate.mjs'
import { Columns } from '../columns.mjs'
import { answers, entry, fill, legend, MARKS, scale } from '../legend.mjs'
import { isRecord, isTexts, recall, remember } from '../remembered.mjs'
import { loadSheet } from '../sheets.mjs'
import { write } from '../text.mjs'
import { forHands } from '../touch.mjs'

const KINDS = {
  outputs: ['Outputs', 'Outputs of both runs, and where they disagree: arrow keys move over the plane.'],
  diagrams: ['Diagrams', 'Both networks, with their weights as lines and what every neuron answers over the plane: arrow keys move from neuron to neuron.'],
  weights: ['Weights', 'Weights and biases of both runs, and their differences: arrow keys move from field to field.'],
}
const READ = {
  outputs: { keys: 'Point at a picture, or use the arrow keys, to read both answers there.', touch: 'Tap a picture to read both answers there.' },
  diagrams: { keys: 'Point at a neuron, or use the arrow keys, to read how alike it is in both.', touch: 'Tap a neuron to read how alike it is in both.' },
  weights: { keys: 'Point at a field, or use the arrow keys, to read its number.', touch: 'Tap a field to read its number.' },
}

const MEANINGS = {
  outputs: (told) => (told.task === 'curve'
    ? [entry(MARKS.line, 'this run'), entry(MARKS.dashed, 'other run'), entry(MARKS.circle, 'what is wanted')]
    : [...answers(told, true), ...apart(told)]),
  diagrams: () => [scale('diverging', '−1', '+1'), entry(MARKS.plus, 'positive weight'), entry(MARKS.minus, 'negative weight')],
  weights: () => [scale('diverging', '− largest', '+ largest, of its layer in both runs')],
}
const apart = ({ task }) => [scale('apart', 'same', 'far apart'), ...(task === 'numbers' ? [] : [entry(MARKS.hatched, 'another class')])]

await loadSheet(new URL('./compare.css', import.meta.url).href)

const choice = ([kind, [words]]) => `<label><input type="radio" name="pictures" value="${kind}"><span>${words}</span></label>`
const plate = ([kind, [, label]]) => `<div class="plate" data-plate="compare-${kind}" role="application" tabindex="0" aria-label="${label}"></div>`

export const html = `
  <div class="compare">
    <form class="controls">
      <h3>What differs</h3>
      <select name="course" aria-label="Other run" hidden></select>
      <ul class="differs" aria-label="Settings that differ"></ul>
      <div class="adds">
        <select name="more" aria-label="Another setting"><option value="">Another setting …</option></select>
        <button type="button" class="plain" name="add" disabled>Add</button>
      </div>
      <div class="adds">
        <button type="button" class="plain" name="swap" title="The other run becomes the present one; Undo brings this one back">Swap the runs</button>
      </div>
      <div class="way" hidden><progress aria-label="The other run catches up" max="1"></progress><button type="button" class="plain" name="goes">Stop</button></div>
      <div class="note of-frames" role="status"></div>
    </form>
    ${instrument({
      name: 'compare', title: 'Both runs',
      more: `<fieldset class="choice"><legend class="unseen">Pictures</legend>${Object.entries(KINDS).map(choice).join('')}</fieldset>
        <p class="told-here" aria-live="off"></p>`,
      body: Object.entries(KINDS).map(plate).join(''), meaning: legend(),
      about: 'Both runs begin with the same weights, as far as they have the same network, see the points in the same order, and stand at the same step. ' +
        'Hatched is where they answer another class, and the stronger a place is, the more their answers differ; lines are weights, dashed where they are ' +
        'negative, and heat maps have one colour scale a layer in both.',
    })}
    ${instrument({
      name: 'compare-loss', title: 'Loss',
      more: `${check('log', 'Logarithmic')}${check('courses', 'Other courses')}<p class="lines"><i></i>this run<i class="dashed"></i>other run</p>`,
      body: slot('compare-loss') + slot('compare-log-loss'),
      about: 'Test losses are strong lines, training losses pale ones. Other courses that this run took are dotted, with what was changed there.',
    })}
  </div>`

export function enliven({ panel, bokeh, send, signal }) {
  const form = panel.querySelector('form')
  const { more, add, swap, goes, course } = form.elements
  const [list, way, note, told, meaning] = ['.differs', '.way', '.note', '.told-here', '.legend'].map((each) => panel.querySelector(each))
  const [log, courses] = ['log', 'courses'].map((name) => panel.querySelector(`input[name="${name}"]`))
  const on = (element, type, act) => element.addEventListener(type, act, { signal })
  const contents = { outputs: new Outputs(), diagrams: new Units(), weights: new Trio() }
  const plates = Object.fromEntries(Object.entries(contents).map(([kind, content]) => {
    const element = panel.querySelector(`[data-plate="compare-${kind}"]`)
    on(element, 'focus', () => { told.ariaLive = 'polite' }) // what is pointed at, not what changes while the runs move
    on(element, 'blur', () => { told.ariaLive = 'off' })
    return [kind, new Plate(element, content, told)]
  }))
  const seen = () => panel.querySelector('[name="pictures"]:checked').value
  const fresh = (kind) => {
    plates[kind].idle = contents[kind].summary ?? forHands(READ[kind])
    if (kind === seen()) plates[kind].tell()
    plates[kind].draw()
  }
  const mean = () => fill(meaning, MEANINGS[seen()](contents.outputs.told))
  const dress = () => {
    panel.toggleAttribute('data-log', log.checked)
    for (const [kind, { element }] of Object.entries(plates)) element.hidden = kind !== seen()
    fresh(seen())
    mean()
  }
  const look = () => {
    send('compare pictures', seen())
    dress()
  }

  const pictures = [...panel.querySelectorAll('[name="pictures"]')]
  keep('compare', 'Compare', { pictures, log, courses }, signal)
  for (const radio of pictures) on(radio, 'change', look)
  if (!panel.querySelector('[name="pictures"]:checked')) panel.querySelector('[name="pictures"]').checked = true
  on(log, 'change', dress)
  on(courses, 'change', () => send('compare courses', courses.checked))
  on(form, 'submit', (event) => event.preventDefault())
  let isChosen = false // by a person: that is remembered as soon as Python has taken it
  const wish = (...letter) => {
    isChosen = true
    send(...letter)
  }
  on(list, 'change', ({ target }) => wish('compare', [target.name, target.value]))
  on(list, 'click', ({ target }) => { if (target.closest('button')) wish('compare drop', target.closest('button').value) })
  const choose = (name) => {
    more.value = name
    add.disabled = more.value === ''
  }
  on(more, 'change', () => choose(more.value)) // arrow keys go through all of them: which one is wanted is said by the button
  on(add, 'click', () => {
    wish('compare add', more.value)
    more.focus()
    choose('')
  })
  on(course, 'change', () => send('compare course', course.value === '' ? null : Number(course.value)))
  const takeCourse = () => { // from the tree of courses
    if (panel.dataset.course === undefined) return
    send('compare course', Number(panel.dataset.course))
    delete panel.dataset.course
  }
  on(panel, 'course', takeCourse)
  on(swap, 'click', () => wish('compare swap'))
  on(goes, 'click', () => send('compare goes', goes.dataset.goes === 'true'))
  dress()
  if (seen() !== 'outputs') send('compare pictures', seen()) // another Python does not know it yet
  if (courses.checked) send('compare courses', true)
  const before = recall('compare', 'Compare', (value) => isRecord(value, (pair) => isTexts(pair) && pair.length === 2))
  if (before) send('compare recall', before)
  takeCourse()

  const columns = {}
  const watch = (name, act) => { columns[name] = new Columns(bokeh.get_model_by_name(name), act) }
  const get = (source, ...names) => names.map((name) => columns[source].get(name) ?? [])
  watch('compare outputs', () => { contents.outputs.take(...get('compare outputs', 'mine', 'its', 'difference', 'differs')); fresh('outputs') })
  watch('compare curves', () => { contents.outputs.takeCurves(...get('compare curves', 'x1', 'mine', 'its')); fresh('outputs') })
  watch('compare points', () => { contents.outputs.takePoints(...get('compare points', 'x1', 'x2', 'marker', 'value')); fresh('outputs') })
  for (const [i, name] of ['mine', 'its'].entries()) {
    const units = `compare units ${name}`
    watch(units, () => { contents.diagrams.take(i, ...get(units, 'level', 'column', 'label', 'alike')); fresh('diagrams') })
    const edges = `compare edges ${name}`
    watch(edges, () => { contents.diagrams.weigh(i, get(edges, 'weight')[0]); fresh('diagrams') })
  }
  for (const [i, name] of ['mine', 'its', 'difference'].entries()) {
    const weights = `compare weights ${name}`
    watch(weights, () => { contents.weights.take(i, get(weights, 'value')[0]); fresh('weights') })
  }
  return {
    show: {
      compare: (told) => {
        panel.querySelector('.compare').toggleAttribute('data-alone', !told.there)
        if (told.there) {
          fillLines(list, told.lines)
          choices(course, [['', 'Other settings'], ...told.courses])
          course.hidden = told.courses.length === 0
          course.value = told.course ?? ''
          form.toggleAttribute('data-course', told.course !== null)
          if (isChosen) remember('compare', told.wish)
          choices(more, [['', 'Another setting …'], ...told.more])
          choose(more.value)
          for (const content of Object.values(contents)) content.titles = [['This run', told.mine], ['Other run', told.its]]
          fresh(seen())
        }
        way.hidden = told.share === null && told.going
        way.firstElementChild.hidden = told.share === null
        way.firstElementChild.value = told.share ?? 0
        goes.dataset.goes = String(!told.going)
        write(goes, told.going ? 'Stop' : 'Let it follow')
        say(note, told.notes)
      },
      compare_outputs: (told) => {
        contents.outputs.tell(told)
        fresh('outputs')
        mean()
      },
      compare_weights: (told) => {
        contents.weights.name(told)
        fresh('weights')
      },
    },
    end: () => {
      Object.values(plates).forEach((each) => each.destroy())
      Object.values(columns).forEach((each) => each.disconnect())
    },
  }
}

// The settings that differ, each with a list of values; what has the focus keeps it.
function fillLines(list, lines) {
  const text = JSON.stringify(lines)
  if (list.dataset.lines === text) {
    return
  }
  const focused = list.contains(document.activeElement) ? document.activeElement.name : null
  list.dataset.lines = text
  list.replaceChildren(...lines.map(({ name, label, value, values }) => {
    const item = document.createElement('li')
    item.innerHTML = `<label class="field"><span></span><select name="${name}"></select></label>
      <button type="button" class="mini" name="drop ${name}" value="${name}"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 7l10 10M17 7L7 17"/></svg></button>`
    const [select, button] = [item.querySelector('select'), item.querySelector('button')]
    item.querySelector('span').textContent = label
    select.append(...values.map(([text, words]) => new Option(words, text, false, text === value)))
    select.ariaLabel = `${label} of the other run`
    button.ariaLabel = button.title = `Let it be the same: ${label.toLowerCase()}`
    return item
  }))
  if (focused !== null) (list.querySelector(`[name="${focused}"]`) ?? list.querySelector('select'))?.focus()
}

// What a list offers; what was chosen stays, if it is still there.
function choices(list, offered) {
  const text = JSON.stringify(offered)
  if (list.dataset.offered !== text) {
    const { value } = list
    list.dataset.offered = text
    list.replaceChildren(...offered.map(([name, label]) => new Option(label, name)))
    list.value = offered.some(([name]) => String(name) === value) ? value : ''
  }
}

// A paragraph a sentence.
function say(note, sentences) {
  const text = JSON.stringify(sentences)
  if (note.dataset.said === text) {
    return
  }
  note.dataset.said = text
  note.replaceChildren(...sentences.map((each) => Object.assign(document.createElement('p'), { textContent: each })))
}
