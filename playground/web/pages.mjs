// The pages by name: which one is seen, and how one goes from one to another without starting Python again.

import { loadSheet } from './sheets.mjs'
import { manifest, site } from './start.mjs'

const root = document.documentElement
const TITLE = document.title

export const addressOf = (name) => new URL(manifest.pages[name].address, site)

export const containerOf = (name) => document.querySelector(`body [data-page="${name}"]`)

// The page that is seen beside this one, if a person opens it there; undefined if there is none.
export const besideOf = (name) => Object.keys(manifest.pages).find((other) => manifest.pages[other].beside === name)

// The page that the address bar names; undefined if it names none.
export const named = () => Object.keys(manifest.pages).find((name) => !manifest.pages[name].beside && addressOf(name).pathname === withoutIndex(location.pathname))

const withoutIndex = (path) => path.replace(/index\.html$/, '')

// Brings the container of a page here, out of its own document, with the style sheets that it needs; false if that document
// is of another version of the site, whose parts do not fit these.
export async function fetched(name) {
  if (containerOf(name)) {
    return true
  }
  const response = await fetch(addressOf(name))
  const text = response.ok ? await response.text() : ''
  const other = new DOMParser().parseFromString(text, 'text/html')
  const container = other.querySelector(`.page[data-page="${name}"]`)
  if (container === null) {
    throw new Error(`${addressOf(name)}: HTTP status ${response.status}, no page in it`)
  }
  if (JSON.parse(other.getElementById('manifest').textContent).version !== manifest.version) {
    return false
  }
  const here = new Set([...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.href))
  const sheets = [...other.querySelectorAll('link[rel=stylesheet]')].map((link) => new URL(link.getAttribute('href'), addressOf(name)).href)
  await Promise.all(sheets.filter((href) => !here.has(href)).map(loadSheet))
  const pages = document.querySelectorAll('.page')
  container.hidden = true
  pages[pages.length - 1].after(document.adoptNode(container))
  return true
}

// Lets one page be seen, and no other.
export function show(name) {
  for (const container of document.querySelectorAll('.page')) {
    container.hidden = container.dataset.page !== name
  }
  root.dataset.page = name
  for (const link of document.querySelectorAll('nav [data-to]')) {
    link.href = addressOf(link.dataset.to).href
    link.dataset.to === name ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current')
  }
  document.title = manifest.pages[name].title ?? TITLE
}
