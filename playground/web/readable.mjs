// A picture that is read by keys: what it shows, in words that are true at the moment, what there is at the place that is read,
// and a cross-hair there. What the words are, the pictures know that extend this.

const QUIET = 500 // milliseconds from one description to the next: it changes with the data, and is not read out for that

export class Readable {
  // Lives in the slot of the picture. `keys`: what each key means to `move`; `changing`: properties of Bokeh's models whose
  // change makes it another picture. Who extends this has describe(), follow(), begin(), move(meant) and leave().
  constructor(slot, { label, id, told, keys, changing }) {
    this.slot = slot
    this.keys = keys
    this.at = null // the place that is read
    const add = (tag, properties) => slot.appendChild(Object.assign(document.createElement(tag), properties))
    this.about = add('p', { className: 'unseen', id })
    this.cross = add('div', { className: 'cross', hidden: true, ariaHidden: 'true' })
    this.told = add('p', { className: `${told} of-frames`, ariaLive: 'polite' })
    slot.tabIndex = 0
    slot.setAttribute('role', 'application')
    slot.ariaLabel = label
    slot.setAttribute('aria-describedby', id)
    this.listening = new AbortController()
    const on = (type, act) => slot.addEventListener(type, act, { signal: this.listening.signal })
    on('keydown', (event) => this.press(event))
    on('focus', () => { if (slot.matches(':focus-visible')) this.begin() })
    on('blur', () => this.leave())
    this.fresh = () => {
      this.waiting ??= setTimeout(() => {
        this.waiting = undefined
        this.describe()
      }, QUIET)
      if (this.at !== null) this.moving ??= requestAnimationFrame(() => {
        this.moving = undefined
        this.follow()
      })
    }
    this.changing = changing
    changing.forEach(({ change }) => change.connect(this.fresh))
    this.fresh()
  }

  press(event) {
    const meant = taken(event, this.keys)
    if (meant !== undefined) this.move(meant)
  }

  destroy() {
    this.listening.abort()
    this.changing.forEach(({ change }) => change.disconnect(this.fresh))
    clearTimeout(this.waiting)
    cancelAnimationFrame(this.moving)
    for (const part of [this.about, this.told, this.cross]) part.remove()
    this.slot.removeAttribute('tabindex')
    this.slot.removeAttribute('role')
  }
}

// What a key means that belongs to the picture; undefined if it does not.
export function taken(event, keys) {
  if (!(event.key in keys) || event.ctrlKey || event.altKey || event.metaKey) return undefined
  event.preventDefault()
  return keys[event.key]
}

// A part of a cross-hair.
export const part = (tag, style) => Object.assign(document.createElement(tag), { style })
