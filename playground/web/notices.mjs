// The region for what a person must know: one sentence a kind, with details and a button where they help. It never grows past
// its place, and whoever has read it can put it away. In a wide window its place is in the header: two lines of the newest, and
// all while a person points at it.

const notices = new Map() // kind -> {text, detail, action}
const MOST = 600 // letters of a sentence
const MOST_DETAIL = 6000
const LEAST = 20 // rem between the names of the pages and the tools that have room for a notice

const region = () => document.getElementById('notice')

// Says something, or takes it back where `text` is empty. `action` is {words, act}.
export function notice(kind, text, detail = '', action = undefined) {
  const before = notices.get(kind)
  if (!text ? before === undefined : before?.text === text && before.detail === detail) {
    return
  }
  notices.delete(kind)
  if (text) notices.set(kind, { text, detail, action }) // the newest last
  show()
}

export function dismissNotices() {
  notices.clear()
  show()
}

function show() {
  const parts = [...notices.values()].map(({ text, detail, action }) => {
    const part = element('div', 'one')
    part.append(element('p', '', text.slice(0, MOST)))
    if (action) {
      const button = element('button', 'plain', action.words)
      button.type = 'button'
      button.addEventListener('click', action.act)
      part.append(button)
    }
    if (detail) {
      const details = document.createElement('details')
      details.append(element('summary', '', 'Details'), element('pre', '', detail.slice(0, MOST_DETAIL)))
      part.append(details)
    }
    return part
  })
  region().replaceChildren(...parts)
  region().hidden = parts.length === 0
  parts.length > 1 ? (region().dataset.others = parts.length - 1) : delete region().dataset.others
  if (parts.length > 0) watchHeader()
}

// Where the header has the room, it stands between the names of the pages and the tools.
function place() {
  const [nav, tools, { dataset, style }] = ['.top nav', '.tools', '.notices'].map((name) => document.querySelector(name))
  const [from, to] = [nav.getBoundingClientRect().right, tools.getBoundingClientRect().left]
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  if (!nav.checkVisibility() || to - from < LEAST * rem) return void delete dataset.placed
  dataset.placed = ''
  style.setProperty('--from', `${from + rem}px`)
  style.setProperty('--room', `${to - from - 1.7 * rem}px`)
}

let watcher

function watchHeader() {
  if (watcher || !document.querySelector('.top nav')) return // a document that is alone has no names of pages there
  watcher = new ResizeObserver(place)
  for (const name of ['.top-row', '.top nav', '.tools']) watcher.observe(document.querySelector(name))
  place()
}

function element(tag, className, text = '') {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

// Errors of the page's own scripts, after the start.
export function watchErrors() {
  const say = (error) => {
    if (document.documentElement.dataset.state === 'ready') {
      notice('script', 'Something went wrong in this page, and one thing may not be shown rightly. You can go on; if it ' +
        'happens again, reload the page.', `${error?.stack ?? error}`)
    }
  }
  addEventListener('error', (event) => { if (event.error) say(event.error) })
  addEventListener('unhandledrejection', (event) => say(event.reason))
}
