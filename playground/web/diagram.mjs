// The network diagram: every neuron a live tile, every weight an edge. Python sends levels and numbers; where they stand and
// which colours they have is decided here. Three canvases lie on one another, each painted only when it has changed.

import { chosen } from './choices.mjs'
import { Columns } from './columns.mjs'
import { Edges } from './edges.mjs'
import { arrange, edgeCount } from './geometry.mjs'
import { Headings } from './headings.mjs'
import { largestTile, lookOf } from './look.mjs'
import { biasLevel, nameSize, paintMarks } from './marks.mjs'
import { Pictures } from './pictures.mjs'
import { diverging, onThemeChange } from './theme.mjs'
import { Selection } from './tiles.mjs'

const LAYERS = ['edges', 'tiles', 'marks'] // from the lowest to the topmost canvas

export class Diagram {
  // Lives in `element`; the steppers go into the element .headings beside it. `send(kind, value)` tells what a person does,
  // `looked(current)` what is looked at.
  constructor(element, bokehDocument, send, looked) {
    this.element = element
    this.canvases = LAYERS.map(() => document.createElement('canvas'))
    this.contexts = Object.fromEntries(LAYERS.map((name, i) => [name, this.canvases[i].getContext('2d')]))
    this.box = document.createElement('div')
    this.box.className = 'canvases'
    this.box.setAttribute('aria-hidden', 'true')
    this.box.append(...this.canvases)
    element.append(this.box)
    element.diagram = this // for whoever wants to know where a tile stands

    this.headings = new Headings(element.parentElement.querySelector('.headings'), send)
    this.pictures = new Pictures()
    this.curves = new Edges()
    this.selection = new Selection(element, (current) => {
      send('inspect', current)
      looked(current)
      this.ask('all edges', 'marks')
    })
    this.waiting = new Set()
    this.shape = ''
    this.size = { width: 0, height: 0 }
    this.resizing = new ResizeObserver(() => this.resize())
    this.resizing.observe(element)
    this.forget = onThemeChange(() => this.dress())
    this.tiles = new Columns(bokehDocument.get_model_by_name('network.tiles'), () => this.takeTiles())
    this.edges = new Columns(bokehDocument.get_model_by_name('network.edges'), () => this.takeEdges())
    this.dress()
    this.takeTiles()
  }

  // Takes the largest numbers of layers and of neurons in a layer.
  limits(value) {
    this.headings.limits(value)
  }

  destroy() {
    this.resizing.disconnect()
    this.forget()
    this.selection.destroy()
    this.tiles.disconnect()
    this.edges.disconnect()
    cancelAnimationFrame(this.request)
    this.box.remove()
  }

  // Another theme, type size or colours: everything is painted anew.
  dress() {
    this.palette = new Uint32Array(diverging().buffer)
    this.look = lookOf(this.element)
    this.largest = largestTile(this.look)
    this.arrange()
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.element
    if (width !== this.size.width || height !== this.size.height || devicePixelRatio !== this.ratio) {
      this.size = { width, height }
      this.ratio = devicePixelRatio
      for (const canvas of this.canvases) {
        canvas.width = Math.round(width * this.ratio)
        canvas.height = Math.round(height * this.ratio)
      }
      this.arrange()
    }
  }

  // Takes what the tiles show; they are laid out again only if they are others.
  takeTiles() {
    const shape = JSON.stringify([this.tiles.list('column'), this.tiles.list('label')])
    if (shape !== this.shape) {
      this.shape = shape
      this.arrange()
      return
    }
    const biases = this.tiles.list('bias').map(biasLevel).join()
    this.ask('tiles', ...(biases === this.biases ? [] : ['marks']))
    this.biases = biases
  }

  takeEdges() {
    if (this.layout !== undefined) {
      this.curves.renew(this.layout.counts)
      this.ask('edges')
    }
  }

  arrange() {
    const counts = []
    for (const column of this.tiles.list('column')) {
      counts[column] = (counts[column] ?? 0) + 1
    }
    if (counts.length < 2 || this.size.width === 0 || this.size.height === 0) {
      return
    }
    this.labels = this.tiles.list('label')
    this.layout = arrange(counts, this.size, nameSize(this.contexts.tiles, this.labels, this.look), this.largest, chosen('size') === 'large')
    this.headings.show(counts, this.layout.left)
    this.selection.arrange(this.layout)
    this.ask('all edges', 'tiles', 'marks')
  }

  // Paints these canvases when the browser paints next.
  ask(...names) {
    if (this.waiting.size === 0) {
      this.request = requestAnimationFrame(() => this.paint())
    }
    for (const name of names) {
      this.waiting.add(name)
    }
  }

  paint() {
    const names = new Set(this.waiting)
    this.waiting.clear()
    if (this.layout === undefined) {
      return
    }
    if (names.has('all edges') || names.has('edges')) this.paintEdges(names.has('all edges'))
    if (names.has('tiles')) this.paintTiles()
    if (names.has('marks')) this.paintMarks()
  }

  paintEdges(all) {
    const context = this.onto('edges')
    const weights = this.edges.get('weight') ?? []
    if (all) {
      this.curves.clear(context, this.layout)
    }
    const { counts } = this.layout
    if (weights.length === edgeCount(counts)) { // else they are those of another network, and others follow
      if (this.curves.paint(context, this.layout, weights, this.look, this.selection)) this.ask('edges')
    }
  }

  paintTiles() {
    const context = this.onto('tiles')
    context.clearRect(0, 0, this.layout.width, this.layout.height)
    this.pictures.fill(this.tiles.get('level'), this.layout.total, this.palette)
    this.pictures.paint(context, this.layout, this.look)
  }

  paintMarks() {
    const context = this.onto('marks')
    context.clearRect(0, 0, this.layout.width, this.layout.height)
    const { current, index } = this.selection
    const marks = { labels: this.labels, biases: this.tiles.get('bias'), chosen: index, pinned: current?.pinned ?? false }
    paintMarks(context, this.layout, marks, this.look)
  }

  // The context of a canvas, in pixels of the style sheet.
  onto(name) {
    const context = this.contexts[name]
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0)
    return context
  }
}
