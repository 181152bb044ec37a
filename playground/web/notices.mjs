// The region for what a person must know: one sentence a kind, with details and a button where they help. It never grows past
// its place, and whoever has read it can put it away.

const notices = new Map() // kind -> {text, detail, action}
const MOST = 600 // letters of a sentence
const MOST_DETAIL = 6000

const region = () => document.getElementById('notice')

// Says something, or takes it back where `text` is empty. `action` is {words, act}.
export function notice(kind, text, detail = '', action = undefined) {
  const before = notices.get(kind)
  if (!text ? before === undefined : before?.text === text && before.detail === detail) {
    return
  }
  text ? notices.set(kind, { text, detail, action }) : notices.delete(kind)
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
