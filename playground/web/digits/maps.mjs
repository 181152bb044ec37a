// Pictures of all layers on one canvas, a column a stage, as large as there is room: maps, or the weights of every map.

import { arrange } from './arrange.mjs'
import { signedInk } from './ink.mjs'
import { paint } from './pixels.mjs'
import { Spot } from './spot.mjs'
import { Columns } from '../columns.mjs'
import { colour, onThemeChange, property, rem } from '../theme.mjs'
import { write } from '../text.mjs'

const HIGHEST = 4096 // pixels of a canvas

export class Maps {
  // Lives in `element`; the titles of the stages stand in the list `headings`, over them.
  // `look(spot)` is told of the number that a person looks at: [stage, unit, row, column], or null.
  constructor(element, headings, bokeh, look) {
    this.element = element
    this.headings = headings
    this.canvas = document.createElement('canvas')
    element.append(this.canvas)
    element.maps = this // for whoever wants to know where a map stands
    this.stages = []
    this.opened = null // what Python says of the spot
    this.ask = () => { this.request ??= requestAnimationFrame(() => this.paint()) }
    this.rows = new Columns(bokeh.get_model_by_name('digits.maps'), () => { this.key = null; this.ask() })
    this.pixels = new Columns(bokeh.get_model_by_name('digits.pixels'), this.ask)
    this.resizing = new ResizeObserver(this.ask)
    this.resizing.observe(element.parentElement)
    this.forget = onThemeChange(() => this.dress())
    this.spot = new Spot(element, this, look)
    this.dress()
  }

  destroy() {
    this.rows.disconnect()
    this.pixels.disconnect()
    this.resizing.disconnect()
    this.forget()
    this.spot.destroy()
    cancelAnimationFrame(this.request)
    this.canvas.remove()
  }

  dress() {
    this.palette = signedInk()
    this.look = { edge: colour('edge'), accent: colour('accent'), muted: colour('muted'), ink: colour('ink'), font: `${Math.round(0.86 * rem())}px ${property('font')}` }
    this.ask()
  }

  // Takes what is said of the spot: its place, and what it sees on the stages before.
  open(opened) {
    this.opened = opened
    this.spot.at ??= opened?.place ?? null
    this.ask()
  }

  // Takes what stands over the stages.
  name(stages) {
    this.stages = stages
    if (this.places) {
      this.title()
    }
  }

  // Lays out maps and titles, if they or the room for them are others.
  arrange() {
    const height = this.element.clientHeight
    const room = this.element.parentElement.clientWidth // beyond which one scrolls
    const key = [room, height, devicePixelRatio].join()
    if (key === this.key || room === 0 || this.rows.list('stage').length === 0) {
      return
    }
    this.key = key
    const [stage, unit, channel, high, wide] = ['stage', 'unit', 'channel', 'height', 'width'].map((name) => this.rows.list(name))
    this.columns = { stage, unit, channel, height: high, width: wide }
    this.total = high.reduce((sum, rows, i) => sum + rows * wide[i], 0)
    this.stacks = stacked(high, wide)
    const { places, needed } = arrange(this.columns, room, height - 2)
    this.places = places
    this.size = { width: Math.max(room, needed), height }
    this.element.style.minWidth = this.headings.style.minWidth = `${needed}px`
    this.canvas.width = Math.round(this.size.width * devicePixelRatio)
    this.canvas.height = Math.round(height * devicePixelRatio)
    this.title()
  }

  paint() {
    this.request = null
    this.arrange()
    const { columns, look } = this
    const levels = this.pixels.get('level')
    if (columns === undefined || levels?.length !== this.total) {
      return // of another network, and the rest follows
    }
    const context = this.canvas.getContext('2d')
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    context.clearRect(0, 0, this.size.width, this.size.height)
    context.imageSmoothingEnabled = false
    context.strokeStyle = look.edge
    context.lineWidth = 1
    let [first, from] = [0, 0]
    for (const count of this.stacks) {
      const [rows, across] = [columns.height[first], columns.width[first]]
      const own = new Uint8Array(levels.buffer, levels.byteOffset + from, count * rows * across)
      const sheet = this.picture(own, across, count * rows)
      this.places.slice(first, first + count).forEach((place, i) => {
        context.drawImage(sheet, 0, i * rows, across, rows, place.x, place.y, place.width, place.height)
        if (!place.isTight) {
          context.strokeRect(place.x - 0.5, place.y - 0.5, place.width + 1, place.height + 1)
        }
      })
      first += count
      from += own.length
    }
    this.number(context, levels)
    this.outline(context)
  }

  // Frames the map that is looked at and its number, and what that sees on every stage before.
  outline(context) {
    if (this.opened === null) {
      return
    }
    const [stage, unit, row, column, channel] = this.opened.place
    context.strokeStyle = this.look.accent
    this.places.forEach((place, i) => {
      const box = this.opened.boxes.find(([before]) => before === this.columns.stage[i])
      if (box) {
        const [, top, bottom, left, right] = box
        this.frame(context, i, top, bottom, left, right, 1.5)
      } else if (this.columns.stage[i] === stage && this.columns.unit[i] === unit && this.columns.channel[i] === channel) {
        context.lineWidth = 2.5
        context.strokeRect(place.x - 1.5, place.y - 1.5, place.width + 3, place.height + 3)
        if (this.opened.slid?.[2] !== false) this.frame(context, i, row, row + 1, column, column + 1, 1.5)
      }
    })
  }

  frame(context, i, top, bottom, left, right, width) {
    const place = this.places[i]
    const [across, down] = [place.width / this.columns.width[i], place.height / this.columns.height[i]]
    context.lineWidth = width
    context.strokeRect(place.x + left * across, place.y + top * down, (right - left) * across, (bottom - top) * down)
  }

  // Which digit each of the last pictures stands for; of numbers the largest stands out, for colours tell only how far from zero.
  number(context, levels) {
    const { stage, channel, height, width } = this.columns
    const last = this.places.filter((_, i) => stage[i] === stage.at(-1) && channel[i] === channel.at(-1))
    const own = height.at(-1) * width.at(-1) === 1 && channel.at(-1) === 0 ? levels.slice(-last.length) : []
    const largest = Math.max(...own)
    context.textBaseline = 'middle'
    last.forEach(({ x, y, width, height }, digit) => {
      const isLargest = own[digit] === largest
      context.fillStyle = isLargest ? this.look.ink : this.look.muted
      context.font = `${isLargest ? 'bold ' : ''}${this.look.font}`
      context.fillText(String(digit), x + width + 8, y + height / 2 + 1)
    })
  }

  picture(levels, width, height) {
    const sheet = (this.sheet ??= new OffscreenCanvas(1, 1))
    sheet.width = width
    sheet.height = height
    const context = sheet.getContext('2d')
    paint(context, levels, width, this.palette)
    return sheet
  }

  title() {
    const { stage } = this.columns
    const shown = this.stages.map((words, i) => [words, this.places[stage.indexOf(i)]]).filter(([, place]) => place)
    const texts = [...this.headings.querySelectorAll('span')]
    const lines = shown.flatMap(([words]) => words.lines)
    const key = JSON.stringify(shown.map(([words, place]) => [words.title, words.lines.length, place.x]))
    if (key === this.titled) {
      lines.forEach((line, i) => write(texts[i], line))
      return
    }
    this.titled = key
    this.headings.replaceChildren(...shown.map(([{ title, lines }, place]) => {
      const item = document.createElement('li')
      const strong = document.createElement('strong')
      strong.textContent = title
      item.append(strong, ...lines.map((line) => Object.assign(document.createElement('span'), { textContent: line })))
      item.style.left = `${place.x}px`
      return item
    }))
  }
}

// How many pictures of one size follow one another, so that they can be painted as one; none is higher than a canvas may be.
function stacked(high, wide) {
  const counts = []
  high.forEach((rows, i) => {
    const isSame = rows === high[i - 1] && wide[i] === wide[i - 1]
    isSame && (counts.at(-1) + 1) * rows <= HIGHEST ? counts[counts.length - 1] += 1 : counts.push(1)
  })
  return counts
}
