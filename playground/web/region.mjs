// The region of the output plot, on a canvas behind the figure that has its points and axes: those stay as they are while the
// region becomes another one many times a second.

import { Pictures } from './pictures.mjs'
import { diverging, onThemeChange } from './theme.mjs'

export class Region {
  // Lives in the slot of a figure, of which `view` is the view; `source` has the column `level`, palette indices.
  constructor(slot, view, source) {
    this.view = view
    this.source = source
    this.pictures = new Pictures()
    this.canvas = document.createElement('canvas')
    this.canvas.className = 'region'
    this.canvas.setAttribute('aria-hidden', 'true')
    this.context = this.canvas.getContext('2d')
    slot.prepend(this.canvas)
    slot.region = this // for whoever wants to know what is shown
    const { data } = source.properties
    const { inner_width: width, inner_height: height } = view.model.properties
    this.ask = () => { this.request ??= requestAnimationFrame(() => this.paint()) }
    for (const { change } of [data, width, height]) {
      change.connect(this.ask)
    }
    this.resizing = new ResizeObserver(this.ask)
    this.resizing.observe(slot)
    this.dress = () => {
      this.palette = new Uint32Array(diverging().buffer)
      this.ask()
    }
    const forget = onThemeChange(this.dress)
    this.destroy = () => {
      cancelAnimationFrame(this.request)
      forget()
      this.resizing.disconnect()
      for (const { change } of [data, width, height]) {
        change.disconnect(this.ask)
      }
      this.canvas.remove()
    }
    this.dress()
  }

  paint() {
    this.request = null
    const levels = this.source.get_column('level')
    this.fit()
    if (levels?.length > 0) {
      this.pictures.fill(levels, 1, this.palette)
      this.pictures.paintOne(this.context, 0, 0, 0, this.canvas.width, this.canvas.height)
    }
  }

  // Takes the place of the figure's frame.
  fit() {
    const { left, top, width, height } = this.view.frame.bbox
    const place = [left, top, width, height, devicePixelRatio].join()
    if (place !== this.place) {
      this.place = place
      Object.assign(this.canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
      this.canvas.width = Math.round(width * devicePixelRatio)
      this.canvas.height = Math.round(height * devicePixelRatio)
    }
  }
}
