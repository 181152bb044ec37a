// A learning platform in which a lesson has been opened: it is told how far a student is, and keeps the answers. SCORM 1.2, the
// run-time environment: an object `API` in one of the windows around this one.

import { notice } from '../notices.mjs'

const FURTHEST = 7 // windows around this one that are looked at
const MOST = 4096 // letters that a platform keeps of a lesson

export class Platform {
  #api
  #begun = performance.now()

  // The platform around this window; undefined if there is none, or if it does not answer.
  static around() {
    const api = found(window) ?? (window.opener ? found(window.opener) : undefined)
    return api?.LMSInitialize('') === 'true' ? new Platform(api) : undefined
  }

  constructor(api) {
    this.#api = api
    if (['', 'not attempted'].includes(api.LMSGetValue('cmi.core.lesson_status'))) this.#set('cmi.core.lesson_status', 'incomplete')
    addEventListener('pagehide', () => this.#end(), { once: true })
  }

  // What it keeps of the steps.
  kept() {
    try {
      return JSON.parse(this.#api.LMSGetValue('cmi.suspend_data') || '{}')
    } catch {
      return {}
    }
  }

  keep(of, steps) {
    const done = Object.values(steps).filter((step) => step.done).length
    const whole = JSON.stringify(steps)
    const short = () => JSON.stringify(Object.fromEntries(Object.entries(steps).map(([id, { done }]) => [id, { done }])))
    const told = [
      ['cmi.suspend_data', whole.length <= MOST ? whole : short()],
      ['cmi.core.score.min', '0'],
      ['cmi.core.score.max', '100'],
      ['cmi.core.score.raw', String(Math.round(100 * done / of))],
      ['cmi.core.lesson_status', done < of ? 'incomplete' : 'completed'],
    ]
    const isTaken = told.map(([name, value]) => this.#set(name, value)).every(Boolean) && this.#api.LMSCommit('') === 'true'
    notice('platform', isTaken ? '' : 'The learning platform did not take what you have done. Tell your teacher; you can go on.')
  }

  #set(name, value) {
    return this.#api.LMSSetValue(name, value) === 'true'
  }

  #end() {
    const seconds = Math.floor((performance.now() - this.#begun) / 1000)
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
    const time = [String(hours).padStart(4, '0'), ...[minutes, seconds % 60].map((part) => String(part).padStart(2, '0'))].join(':')
    this.#set('cmi.core.session_time', time)
    this.#api.LMSCommit('')
    this.#api.LMSFinish('')
  }
}

function found(start) {
  try {
    for (let here = start, count = 0; count <= FURTHEST; here = here.parent, count += 1) {
      if (here.API) return here.API
      if (here === here.parent) return undefined
    }
  } catch {
    return undefined // a window of somebody else
  }
}
