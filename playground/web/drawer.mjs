// The drawer under a page: tabs of which one is open, or none. The browser remembers which, and how high the drawer is.

import { choose, chosen } from './choices.mjs'

const [LOWEST, HIGHEST, USUAL, SHORT] = [20, 75, 36, 30] // its height in hundredths of the window's; the last in a low one
const LOW = 760 // pixels
const STEP = 4
const SIDEWAYS = { ArrowLeft: -1, ArrowRight: 1 }
const UPWARDS = { ArrowUp: STEP, ArrowDown: -STEP, Home: -Infinity, End: Infinity }

export class Drawer {
  // Lives in `element`; `open(name)` is called when another tab is to be seen, with null when none is.
  constructor(element, open) {
    this.element = element
    this.open = open
    this.tabs = [...element.querySelectorAll('[role="tab"]')]
    this.edge = element.querySelector('.edge')
    for (const tab of this.tabs) {
      tab.addEventListener('click', () => this.choose(tab.dataset.tab === this.chosen ? undefined : tab.dataset.tab))
      tab.addEventListener('keydown', (event) => this.move(event))
    }
    element.querySelector('.close').addEventListener('click', () => {
      const tab = this.tabs.find(({ dataset }) => dataset.tab === this.chosen)
      this.choose(undefined)
      tab?.focus()
    })
    this.edge.addEventListener('keydown', (event) => this.resize(event))
    this.edge.addEventListener('pointerdown', (event) => this.drag(event))
    this.rise(Number(chosen('drawer')) || (innerHeight < LOW ? SHORT : USUAL))
    this.dress()
  }

  // The name of the tab that is open, if any.
  get chosen() {
    return chosen('instruments')
  }

  choose(name) {
    choose('instruments', name)
    this.dress()
    this.open(name ?? null)
    const panel = this.element.querySelector('.panel:not([hidden])')
    if (panel !== null && getComputedStyle(this.element).position === 'relative') this.element.scrollIntoView({ block: 'start' })
  }

  // Lets the tab be seen that is open.
  dress() {
    for (const tab of this.tabs) {
      const isOpen = tab.dataset.tab === this.chosen
      tab.ariaSelected = String(isOpen)
      tab.tabIndex = isOpen || (this.chosen === undefined && tab === this.tabs[0]) ? 0 : -1
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !isOpen
    }
    dispatchEvent(new Event('resize')) // what is painted above has another size
  }

  move(event) {
    const { tabs } = this
    const to = { Home: 0, End: tabs.length - 1 }[event.key] ?? tabs.indexOf(event.target) + SIDEWAYS[event.key]
    if (Number.isNaN(to) || event.ctrlKey || event.altKey || event.metaKey) {
      return
    }
    event.preventDefault()
    const next = tabs[(to + tabs.length) % tabs.length]
    next.focus()
    if (this.chosen !== undefined) this.choose(next.dataset.tab)
  }

  // Its height, in hundredths of the window's.
  rise(height) {
    this.height = Math.round(Math.min(Math.max(height, LOWEST), HIGHEST))
    document.documentElement.style.setProperty('--drawer', `${this.height}vh`)
    this.edge.ariaValueNow = this.height
    this.edge.ariaValueText = `${this.height} % of the window`
  }

  resize(event) {
    if (!(event.key in UPWARDS)) {
      return
    }
    event.preventDefault()
    const shown = (100 * this.element.offsetHeight) / innerHeight // less than its height where the window is low
    this.lift((chosen('drawer') ? this.height : shown) + UPWARDS[event.key])
  }

  // The height that a person wants.
  lift(height) {
    this.rise(height)
    choose('drawer', String(this.height))
  }

  drag(event) {
    event.preventDefault()
    this.edge.setPointerCapture(event.pointerId)
    const bottom = this.element.getBoundingClientRect().bottom
    const follow = ({ clientY }) => this.lift((100 * (bottom - clientY)) / innerHeight)
    this.edge.addEventListener('pointermove', follow)
    this.edge.addEventListener('lostpointercapture', () => {
      this.edge.removeEventListener('pointermove', follow)
    }, { once: true })
  }
}
