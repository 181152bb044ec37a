// What a unit looks for: an image that grows, and what can be done with it, or the test images that excite the unit most.

import { signedInk } from './ink.mjs'
import { paint } from './pixels.mjs'
import { Columns } from '../columns.mjs'
import { a } from '../text.mjs'
import { colour, onThemeChange } from '../theme.mjs'

const SIDE = 24 // pixels of a picture
const PIXELS = SIDE * SIDE

export function enliven({ container, bokeh, send }) {
  const panel = container.querySelector('[data-panel="looks"]')
  const looks = new Looks(panel, container.querySelector('.maps'), bokeh, send)
  panel.looks = looks // for whoever wants to know what is painted
  return {
    show: { looked: (looked) => looks.tell(looked) },
    end: () => looks.destroy(),
  }
}

class Looks {
  // `send(act, value)` tells Python what a person does.
  constructor(panel, maps, bokeh, send) {
    this.send = send
    this.panel = panel
    this.part = (name) => panel.querySelector(`[data-looks="${name}"]`)
    this.looked = null
    this.ask = () => { this.request ??= requestAnimationFrame(() => this.paint()) }
    this.pixels = new Columns(bokeh.get_model_by_name('digits.looks'), this.ask)
    this.forget = onThemeChange(() => this.dress())
    this.listening = new AbortController()
    const on = (element, type, act) => element.addEventListener(type, act, { signal: this.listening.signal })
    for (const button of panel.querySelectorAll('[data-look]')) {
      const { look } = button.dataset
      on(button, 'click', () => send('look', look === 'go' && this.looked.act === 'Stop' ? 'stop' : look))
    }
    const choose = (unit) => send('look at unit', [Number(this.part('layer').value), unit])
    on(this.part('layer'), 'change', () => choose(0))
    on(this.part('unit'), 'change', () => choose(Number(this.part('unit').value)))
    on(maps, 'pin', ({ detail }) => send('look at unit', detail.slice(0, 2)))
    this.dress()
  }

  destroy() {
    this.listening.abort()
    this.pixels.disconnect()
    this.forget()
    cancelAnimationFrame(this.request)
  }

  dress() {
    this.palette = signedInk()
    this.accent = colour('accent')
    this.ask()
  }

  tell(looked) {
    this.looked = looked
    const { way, layers, layer, unit, units, lost, of, act, numbers = '', tests = [], captions, fresh } = looked
    for (const element of this.panel.querySelectorAll('[data-ways]')) {
      element.hidden = !element.dataset.ways.split(' ').includes(way)
    }
    list(this.part('layer'), layers, 1)
    list(this.part('unit'), units, 0)
    this.part('layer').value = layer
    this.part('unit').value = unit
    this.part('lost').textContent = lost
    this.part('of').textContent = of
    this.part('numbers').textContent = numbers
    for (const button of this.panel.querySelectorAll('[data-look]')) {
      button.disabled = captions === undefined || (button.dataset.look === 'again' && fresh)
    }
    if (act !== undefined) this.panel.querySelector('[data-look="go"]').textContent = act
    this.panel.querySelectorAll('.grown figure').forEach((figure, i) => {
      const caption = figure.querySelector('figcaption')
      caption.setAttribute('aria-live', act === 'Stop' ? 'off' : 'polite')
      caption.textContent = captions?.[i] ?? ''
    })
    this.line(tests)
    this.ask()
  }

  // A button for every test image.
  line(tests) {
    const items = this.panel.querySelector('.strongest')
    while (items.children.length > tests.length) {
      items.lastChild.remove()
    }
    tests.forEach(({ number, label, answer }, i) => {
      const button = items.children[i]?.firstChild ?? this.another(items)
      button.ariaLabel = `${a(label)}, answer ${answer}: put test image ${number} on the sheet`
      button.dataset.number = number
      button.lastChild.textContent = `${label} · ${answer}`
    })
  }

  another(items) {
    const [item, button, canvas, words] = ['li', 'button', 'canvas', 'span'].map((name) => document.createElement(name))
    button.type = 'button'
    button.append(canvas, words)
    button.addEventListener('click', () => this.send('look at', Number(button.dataset.number)))
    item.append(button)
    items.append(item)
    return button
  }

  paint() {
    this.request = null
    const { tests = [] } = this.looked ?? {}
    const levels = this.pixels.get('level')
    const canvases = [...this.panel.querySelectorAll(tests.length ? '.strongest canvas' : '.grown canvas')]
    if (levels?.length !== canvases.length * PIXELS) {
      return // what belongs together follows
    }
    canvases.forEach((canvas, i) => {
      this.picture(canvas, new Uint8Array(levels.buffer, levels.byteOffset + i * PIXELS, PIXELS))
      if (tests[i]?.box) this.frame(canvas, tests[i].box)
    })
  }

  // One picture, large enough that a frame around some of its pixels is a thin one.
  picture(canvas, levels) {
    const side = SIDE * Math.max(1, Math.round((canvas.clientWidth * devicePixelRatio) / SIDE))
    canvas.width = canvas.height = side
    const sheet = (this.sheet ??= new OffscreenCanvas(SIDE, SIDE)).getContext('2d')
    paint(sheet, levels, SIDE, this.palette)
    const context = canvas.getContext('2d')
    context.imageSmoothingEnabled = false
    context.drawImage(this.sheet, 0, 0, side, side)
  }

  // What the unit sees is framed; what it does not see is paler.
  frame(canvas, [top, bottom, left, right]) {
    const context = canvas.getContext('2d')
    const pixel = canvas.width / SIDE
    const box = [left, top, right - left, bottom - top].map((each) => each * pixel)
    context.save()
    context.beginPath()
    context.rect(0, 0, canvas.width, canvas.width)
    context.rect(...box)
    context.clip('evenodd')
    context.globalAlpha = 0.6
    context.fillStyle = colour('ground')
    context.fillRect(0, 0, canvas.width, canvas.width)
    context.restore()
    context.strokeStyle = this.accent
    context.lineWidth = 2 * devicePixelRatio
    context.strokeRect(...box)
  }
}

// Fills a list of choices, whose values count from `first`, unless it holds them already.
function list(select, words, first) {
  if (JSON.stringify([...select.options].map(({ text }) => text)) !== JSON.stringify(words)) {
    const { value } = select
    select.replaceChildren(...words.map((word, i) => new Option(word, i + first)))
    select.value = value
  }
}
