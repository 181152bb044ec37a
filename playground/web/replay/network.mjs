// The network of a recorded step: every neuron a tile, every weight an edge, as in the live diagram.

import { chosen } from '../choices.mjs'
import { Edges } from '../edges.mjs'
import { arrange } from '../geometry.mjs'
import { largestTile, lookOf } from '../look.mjs'
import { make } from '../make.mjs'
import { nameSize, paintMarks } from '../marks.mjs'
import { Pictures } from '../pictures.mjs'
import { diverging } from '../theme.mjs'

const NOTHING = { index: null, edge: null } // nobody looks at a neuron

export class RecordedNetwork {
  constructor(recording) {
    this.recording = recording
    this.canvas = make('canvas', { role: 'img' })
    this.element = make('div', { className: 'recorded-network' }, this.canvas)
    this.context = this.canvas.getContext('2d')
    this.pictures = new Pictures()
    this.edges = new Edges()
    const columns = this.tiles('column', 0)
    this.counts = Array.from({ length: columns.at(-1) + 1 }, (_, i) => columns.filter((column) => column === i).length)
    this.labels = this.tiles('label', 0)
  }

  tiles(name, number) {
    return this.recording.column(`network.tiles.${name}`, number)
  }

  // Takes another theme or size.
  dress() {
    const { clientWidth: width, clientHeight: height } = this.element
    this.canvas.width = Math.round(width * devicePixelRatio)
    this.canvas.height = Math.round(height * devicePixelRatio)
    this.palette = new Uint32Array(diverging().buffer)
    this.look = lookOf(this.element)
    const names = nameSize(this.context, this.labels, this.look)
    this.layout = arrange(this.counts, { width, height }, names, largestTile(this.look), chosen('size') === 'large')
  }

  show(number) {
    const { context, layout, look, recording } = this
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    this.edges.clear(context, layout)
    this.edges.paint(context, layout, recording.column('edges.edges.weight', number), look, NOTHING)
    this.pictures.fill(this.tiles('level', number), layout.total, this.palette)
    context.setLineDash([])
    this.pictures.paint(context, layout, look)
    paintMarks(context, layout, { labels: this.labels, biases: this.tiles('bias', number), chosen: null, pinned: false }, look)
    this.canvas.ariaLabel = this.words(number)
  }

  words(number) {
    const [features, ...others] = this.counts
    const outputs = others.pop()
    const layers = others.length > 0 ? `${others.join(', ')} neurons in hidden layers, ` : 'no hidden layer, '
    const weights = this.recording.column('edges.edges.weight', number)
    const [minus, plus] = [weights.filter((weight) => weight < 0).length, weights.filter((weight) => weight > 0).length]
    return `Network at step ${this.recording.steps[number]}: ${features} features, ${layers}${outputs} ${outputs === 1 ? 'output' : 'outputs'}; ${plus} weights above zero as full lines, ${minus} below as dashed ones`
  }
}
