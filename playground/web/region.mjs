// The ground and the colours of the output plot. The region lies on a canvas behind the figure that has its points and axes:
// those stay as they are while the region becomes another one many times a second.

import { groundColours, pointColours } from './colours.mjs'
import { Pictures } from './pictures.mjs'
import { onThemeChange, stops } from './theme.mjs'

const POINTS = ['output.training', 'output.test']

export class Region {
  // Lives in the slot of a figure, of which `view` is the view; its document has the source `output.region` with the column
  // `level`, palette indices.
  constructor(slot, view, bokeh) {
    this.view = view
    this.source = bokeh.get_model_by_name('output.region')
    const points = view.model.renderers.filter(({ name }) => POINTS.includes(name))
    this.mappers = points.map(({ glyph }) => glyph.fill_color.transform)
    this.kinds = slot.parentElement.querySelectorAll('.kinds path') // the legend
    this.plot = { task: 'two classes', classes: 1, blended: false, decided: false, looked: false, limit: 1, reach: null }
    this.pictures = new Pictures()
    this.canvas = document.createElement('canvas')
    this.canvas.className = 'region'
    this.canvas.setAttribute('aria-hidden', 'true')
    this.context = this.canvas.getContext('2d')
    slot.prepend(this.canvas)
    slot.region = this // for whoever wants to know what is shown
    const { data } = this.source.properties
    const { inner_width: width, inner_height: height } = view.model.properties
    this.ask = () => { this.request ??= requestAnimationFrame(() => this.paint()) }
    for (const { change } of [data, width, height]) {
      change.connect(this.ask)
    }
    this.resizing = new ResizeObserver(this.ask)
    this.resizing.observe(slot)
    const forget = onThemeChange(() => this.dress())
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

  // Takes what is shown: {task, classes, blended, decided, looked, limit, reach}.
  tell(plot) {
    const { y_range: range, left: [axis] } = this.view.model
    const others = ['task', 'classes', 'blended'].some((name) => plot[name] !== this.plot[name])
    this.plot = plot
    range.setv({ start: -plot.reach, end: plot.reach }, { sync: false })
    axis.setv({ axis_label: plot.task === 'curve' ? 'y' : 'x₂' }, { sync: false })
    if (others) this.dress() // how far a curve reaches is another in many Frames
  }

  dress() {
    this.palette = groundColours(this.plot)
    const palette = pointColours(this.plot)
    this.kinds.forEach((kind, i) => { kind.style.fill = stops('classes')[i] })
    for (const mapper of this.mappers) {
      mapper.setv({ palette }, { sync: false })
    }
    this.ask()
  }

  paint() {
    this.request = null
    const levels = this.source.get_column('level')
    this.fit()
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height)
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
