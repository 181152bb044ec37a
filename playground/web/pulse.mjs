// Whether Python still answers. Code that never ends, or that took all memory, does not: then a new Python can take its place,
// and the run comes back where it stood.

import { notice } from './notices.mjs'
import { python } from './start.mjs'

const BEAT = 1000 // milliseconds between two questions
const PATIENCE = 5 // questions without an answer
const START = 30 // and as many more while a new Python starts

let unanswered = 0
let starting = false

export function watchPulse() {
  setInterval(ask, BEAT)
  python.answer({ pong: () => hear(), lost: ({ message, detail }) => offer('lost', message, detail) })
}

function ask() {
  if (document.documentElement.dataset.state !== 'ready' || document.hidden) {
    unanswered = 0
    return
  }
  if (unanswered >= PATIENCE) {
    offer('pulse', 'Python has not answered for a while. If code of your own runs, it may never end.')
  }
  unanswered += 1
  python.post({ type: 'ping' })
}

function hear() {
  unanswered = starting ? -START : 0
  if (!starting) {
    notice('pulse', '')
  }
}

// The page of a new Python is there.
export function isBack() {
  starting = false
  hear()
}

// What is lost does not come back with an answer of the worker that it ran in.
function offer(kind, message, detail = '') {
  notice(kind, message, detail, { words: 'Start Python again', act: restart })
}

function restart() {
  starting = true
  unanswered = -START
  notice('lost', '')
  notice('pulse', 'Python starts again. The run comes back where it stood.')
  python.restart()
}
