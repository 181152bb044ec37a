// What a student has done in the lessons: kept in this browser, shown in their list, saved as a file, loaded and forgotten there.

import { download } from '../download.mjs'
import { button, make } from '../make.mjs'
import { recall, remember } from '../remembered.mjs'

const PREFIX = 'lesson '
const KIND = 'Glassbox progress'
const VERSION = 1

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)
const isSound = (kept) => isObject(kept) && kept.version === VERSION && Number.isInteger(kept.of) && isObject(kept.steps) && Object.values(kept.steps).every(isObject)

// What is kept of a lesson, {version, of, steps}: its answers and what is done, by step.
export const keptOf = (name) => recall(PREFIX + name, 'this lesson', isSound)
export const keep = (name, of, steps) => remember(PREFIX + name, { version: VERSION, of, steps })

export const doneOf = ({ steps }) => Object.values(steps).filter(({ done }) => done === true).length

// Shows in the list what was done, with buttons for all of it.
export function tell() {
  const list = document.querySelector('.lessons')
  const names = [...list.querySelectorAll('a[data-to^="lessons/"]')].filter((link) => link.closest('h2')).map((link) => link.dataset.to.slice('lessons/'.length))
  const found = new Map(names.map((name) => [name, keptOf(name)]).filter(([, kept]) => kept))
  for (const name of names) {
    const place = list.querySelector(`h2 a[data-to="lessons/${name}"]`).closest('li').querySelector('.minutes')
    place.querySelector('.done')?.remove()
    if (!found.has(name)) continue
    const kept = found.get(name)
    const done = doneOf(kept)
    place.append(make('span', { className: 'done' }, done >= kept.of ? ' · ✓ done' : ` · ${done} of ${kept.of} steps done`))
  }
  const bar = list.parentElement.querySelector('.progress-bar') ?? list.parentElement.appendChild(made(names))
  for (const one of bar.querySelectorAll('.of-kept')) one.hidden = found.size === 0
}

function made(names) {
  const says = make('p', { className: 'says', role: 'status' })
  const chooser = make('input', { className: 'unseen', type: 'file', accept: '.json,application/json', tabIndex: -1, ariaLabel: 'A file with what you have done' })
  chooser.addEventListener('change', async () => {
    const [file] = chooser.files
    chooser.value = ''
    if (file) says.textContent = loaded(await file.text(), names)
    tell()
  })
  const ofKept = { className: 'plain of-kept' }
  const forget = button('Forget what I have done', () => {
    if (forget.dataset.sure === undefined) {
      forget.dataset.sure = ''
      forget.textContent = 'Forget it all? Press once more.'
      return
    }
    for (const name of names) localStorage.removeItem(PREFIX + name)
    dispatchEvent(new Event('forgotten'))
    delete forget.dataset.sure
    forget.textContent = 'Forget what I have done'
    says.textContent = 'It is forgotten.'
    tell()
  }, ofKept)
  return make('section', { className: 'progress-bar', ariaLabel: 'What you have done' },
    make('p', { className: 'said' }, 'What you do in the lessons stays in this browser.'),
    button('Save it as a file', () => download('glassbox-progress.json', file(names), 'application/json'), ofKept),
    button('Load a file', () => chooser.click()),
    forget, chooser, says)
}

function file(names) {
  const lessons = Object.fromEntries(names.map((name) => [name, keptOf(name)]).filter(([, kept]) => kept))
  return JSON.stringify({ kind: KIND, version: VERSION, lessons }, null, 1)
}

// Takes what a file holds, and says what came of it.
function loaded(text, names) {
  let told
  try {
    told = JSON.parse(text)
  } catch {
    return 'This file cannot be read: it is no file that was saved here. Nothing has changed.'
  }
  if (told?.kind !== KIND || !isObject(told.lessons)) return 'This is no file of what was done in the lessons. Nothing has changed.'
  if (told.version !== VERSION) return 'This file was saved by another version of Glassbox, which this one does not know. Nothing has changed.'
  const good = Object.entries(told.lessons).filter(([name, kept]) => names.includes(name) && isSound(kept))
  for (const [name, { of, steps }] of good) keep(name, of, steps)
  const others = Object.keys(told.lessons).length - good.length
  return `${count(good.length)} loaded.${others > 0 ? ` ${count(others)} in the file could not be used: this course does not know them.` : ''}`
}

const count = (number) => `${number} ${number === 1 ? 'lesson' : 'lessons'}`
