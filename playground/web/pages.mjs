// The pages by name: which one is seen, and how one goes from one to another without starting Python again.
//
// A place is what an address leads to: a page, the list of lessons, or a lesson, `lessons/NAME`, which is a text beside a page.

import { loadSheet, sourceOf } from './sheets.mjs'
import { manifest, site } from './start.mjs'

const root = document.documentElement
const texts = new Map() // place -> the text of a lesson

export const addressOf = (place) => new URL(manifest.pages[place].address, site)

export const containerOf = (name) => document.querySelector(`body [data-page="${name}"]`)

// The page that is seen at a place.
export const pageAt = (place) => manifest.pages[place].page ?? place

// The page that is seen beside this one, if a person opens it there; undefined if there is none.
export const besideOf = (name) => Object.keys(manifest.pages).find((other) => manifest.pages[other].beside === name)

// The place that the address bar names; undefined if it names none.
export const named = () => Object.keys(manifest.pages).find((place) => !manifest.pages[place].beside && addressOf(place).pathname === withoutIndex(location.pathname))

// The place that is seen.
export const here = () => (root.dataset.lesson ? `lessons/${root.dataset.lesson}` : root.dataset.page)

// Where the run stands at the beginning of a lesson that is here, as an address has it; undefined at other places.
export const startOf = (place) => (texts.has(place) ? `#${texts.get(place).dataset.fragment}` : undefined)

const withoutIndex = (path) => path.replace(/index\.html$/, '')

// Brings what a place shows, out of its own document, with the style sheets that it needs; false if that document is of another
// version of the site, whose parts do not fit these.
export async function fetched(place) {
  const name = pageAt(place)
  if (containerOf(name) && (name === place || texts.has(place))) {
    return true
  }
  const address = addressOf(place)
  const response = await fetch(address)
  const text = response.ok ? await response.text() : ''
  const other = new DOMParser().parseFromString(text, 'text/html')
  const container = other.querySelector(`.page[data-page="${name}"]`)
  if (container === null) {
    throw new Error(`${address}: HTTP status ${response.status}, no page in it`)
  }
  if (JSON.parse(other.getElementById('manifest').textContent).version !== manifest.version) {
    return false
  }
  const present = new Set([...document.querySelectorAll('link[rel=stylesheet]')].map(sourceOf))
  const sheets = [...other.querySelectorAll('link[rel=stylesheet]')].map((link) => new URL(link.getAttribute('href'), address).href)
  await Promise.all(sheets.filter((href) => !present.has(href)).map(loadSheet))
  if (!containerOf(name)) {
    const pages = document.querySelectorAll('.page')
    container.hidden = true
    pages[pages.length - 1].after(document.adoptNode(settled(container, address)))
  }
  const lesson = other.querySelector('.lesson')
  if (lesson) texts.set(place, document.adoptNode(settled(lesson, address)))
  return true
}

// Links lead where they did, whatever the address bar says by then; those to a run are the present page's.
function settled(part, address) {
  for (const link of part.querySelectorAll('a[href]')) {
    const target = link.getAttribute('href')
    if (!target.startsWith('#')) link.href = new URL(target, address).href
  }
  return part
}

// Lets one place be seen, and no other.
export function show(place) {
  const name = pageAt(place)
  for (const container of document.querySelectorAll('.page')) {
    container.hidden = container.dataset.page !== name
  }
  const lesson = texts.get(place)
  document.querySelector('.lesson')?.remove()
  if (lesson) document.querySelector('.page').before(lesson)
  root.dataset.page = name
  lesson ? root.dataset.lesson = lesson.dataset.lesson : delete root.dataset.lesson
  for (const link of document.querySelectorAll('.top nav [data-to]')) {
    const { to } = link.dataset
    link.href = addressOf(to).href
    const current = to === place ? 'page' : place.startsWith(`${to}/`) && 'true'
    current ? link.setAttribute('aria-current', current) : link.removeAttribute('aria-current')
  }
  document.title = manifest.pages[place].title ?? manifest.title
}

for (const part of document.querySelectorAll('.lesson, .page')) settled(part, location.href)
if (root.dataset.lesson) texts.set(here(), document.querySelector('.lesson'))
