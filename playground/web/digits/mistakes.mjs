// The confusion matrix, of which every cell opens its images, and the images.

import { signedInk } from './ink.mjs'
import { inked, paint } from './pixels.mjs'
import { bytesOf } from '../base64.mjs'
import { rove } from '../roving.mjs'
import { a, write } from '../text.mjs'
import { onThemeChange } from '../theme.mjs'

const SIDE = 24

export function enliven({ container, send }) {
  const part = (name) => container.querySelector(name)
  const panel = part('[data-panel="mistakes"]')
  const cells = [...panel.querySelectorAll('[data-cell]')]
  const listening = new AbortController()
  const { signal } = listening
  const mendCells = rove(panel.querySelector('.confusion'), '[data-cell]', signal)
  const mendImages = rove(part('.gallery'), 'button', signal)
  let shown = null
  const paint = () => {
    if (shown !== null) showImages(part, shown)
    mendImages()
  }
  panel.addEventListener('click', ({ target }) => {
    const { cell, list, number, listMore } = target.closest('button')?.dataset ?? {}
    if (cell !== undefined) send('list', cell.split(' ').map(Number))
    if (list !== undefined) send('list', list)
    if (listMore !== undefined) send('list more')
    if (number !== undefined) send('look at', Number(number))
  }, { signal })
  const forget = onThemeChange(paint)
  return {
    show: {
      confusion: (record) => {
        part('.matrix-note').textContent = record === null ? 'The test images are being read …'
          : `Rows: what it is. Columns: what it is read as, at step ${record.step}.${record.unread ? ` ${record.unread} images have no answer: the numbers broke.` : ''}`
        if (record !== null) showMatrix(panel, cells, record)
        mendCells()
      },
      gallery: (record) => {
        shown = record
        const which = record?.which
        for (const button of panel.querySelectorAll('[data-list]')) button.ariaPressed = String(button.dataset.list === which)
        for (const cell of cells) cell.ariaPressed = String(cell.dataset.cell === (Array.isArray(which) ? which.join(' ') : ''))
        paint()
      },
    },
    end: () => {
      listening.abort()
      forget()
    },
  }
}

function showMatrix(panel, cells, { counts, recall, precision }) {
  cells.forEach((cell, i) => {
    const [label, read] = [Math.floor(i / 10), i % 10]
    const count = counts[label][read]
    const total = counts[label].reduce((sum, one) => sum + one, 0)
    cell.textContent = count === 0 ? '' : String(count)
    cell.disabled = count === 0
    cell.ariaLabel = `${count} times ${a(label)} is read as ${read}`
    cell.className = label === read ? 'right' : count > 0 ? 'wrong' : ''
    cell.style.setProperty('--strength', total === 0 ? 0 : Math.min(1, (label === read ? 1 : 8) * count / total))
  })
  panel.querySelectorAll('tbody .share').forEach((cell, i) => { cell.textContent = recall[i] })
  panel.querySelectorAll('tfoot .share').forEach((cell, i) => { cell.textContent = precision[i] })
}

function showImages(part, { title, items, pixels, more }) {
  write(part('.gallery-title'), title)
  part('[data-list-more]').hidden = more === 0
  write(part('[data-list-more]'), `Show more (${more.toLocaleString('en')} are left)`)
  const [levels, palette] = [inked(bytesOf(pixels)), signedInk()]
  const list = part('.gallery')
  const held = list.contains(document.activeElement) ? document.activeElement.dataset.number : null
  list.replaceChildren(...items.map(([number, label, answer, share], i) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: SIDE, height: SIDE })
    paint(canvas.getContext('2d'), levels.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE), SIDE, palette)
    const words = Object.assign(document.createElement('span'), { textContent: `${label} → ${answer ?? '?'}` })
    const button = Object.assign(document.createElement('button'), { type: 'button', title: share === null ? '' : `${share.toFixed(1)} %` })
    button.ariaLabel = `${a(label)}, read as ${answer ?? 'nothing'}${share === null ? '' : ` with ${share.toFixed(1)} %`}: look at it`
    button.dataset.number = number
    button.append(canvas, words)
    const item = document.createElement('li')
    item.append(button)
    return item
  }))
  list.querySelector(`[data-number="${held}"]`)?.focus()
}
