// The pictures that can be saved: the diagram, the output and the loss, each as it is seen at this moment.

import { Edges, dashes } from '../edges.mjs'
import { paintMarks } from '../marks.mjs'
import { CORNERS, SHAPES } from '../shapes.mjs'
import { colour, diverging, property, stops } from '../theme.mjs'
import { entriesOf } from './legend.mjs'
import { drawFigure, rule } from './strokes.mjs'
import { measure, painted, sheet, write } from './sheet.mjs'

const HEADINGS = 40 // pixels above the diagram
const SMALL = 12 // pixels of type
const COLOURS = 255 // of the scale

// What a file holds: text for an SVG, a Blob for a PNG. `scene` has the page's container, diagram, region, views and
// opened step.
export async function picture(of, kind, scene, { caption, address }) {
  const look = {
    ...scene.diagram.look, muted: colour('muted'), rule: colour('rule'), rimTraining: colour('rim-training'), rimTest: colour('rim-test'),
  }
  const { said = [], ...drawn } = PICTURES[of](scene, look)
  const made = sheet({ ...drawn, caption: [...said, caption].join(' · '), address, look })
  return kind === 'svg' ? made.text : painted(made)
}

const PICTURES = {
  diagram: ({ diagram, region }, look) => ({
    title: 'The network',
    width: diagram.layout.width,
    height: diagram.layout.height + HEADINGS,
    draw: (pen) => drawDiagram(pen, diagram, look),
    legend: weights(look, `tile: x₁ right, ${region.plot.task === 'curve' ? 'answer' : 'x₂'} up`),
  }),
  opened: ({ container, diagram, step }, look) => ({
    title: `One step · ${step.standing.title}`,
    width: diagram.layout.width,
    height: diagram.layout.height + HEADINGS,
    draw: (pen) => {
      drawDiagram(pen, diagram, look)
      pen.translate(0, HEADINGS)
      step.draw(pen)
    },
    legend: entriesOf(container.querySelector('.walk-legend'), look),
    said: [step.standing.subject, step.standing.arithmetic, step.standing.code].filter(Boolean),
  }),
  output: ({ container, region, views }, look) => {
    const view = named(views, 'output')
    return {
      title: container.querySelector('.output .title').textContent,
      ...sizeOf(view),
      draw: (pen) => {
        const { left, top, width, height } = view.frame.bbox
        pen.globalAlpha = Number(property('region'))
        if (region.plot.task !== 'curve') region.pictures.paintOne(pen, 0, left, top, width, height)
        pen.globalAlpha = 1
        drawFigure(pen, view)
      },
      legend: [...meanings(container, region.plot, look), ...sets(view, region.plot, look)],
    }
  },
  loss: ({ views }, look) => {
    const view = named(views, 'loss')
    return {
      title: 'Loss', ...sizeOf(view), draw: (pen) => drawFigure(pen, view),
      legend: curves(look),
    }
  },
}

const named = (views, name) => views.find(({ model }) => model.name === name)

const sizeOf = ({ bbox: { width, height } }) => ({ width, height })

function drawDiagram(pen, diagram, look) {
  const { layout, labels, selection, tiles, edges, pictures } = diagram
  const { counts, left, pitch } = layout
  counts.forEach((count, i) => {
    const [isFirst, isLast] = [i === 0, i === counts.length - 1]
    const x = left + pitch * (i + 0.5)
    write(pen, isFirst ? 'Features' : isLast ? 'Output' : `Layer ${i}`, x, 12, look.ink, `600 13px ${look.font}`, 'center')
    if (!isFirst && !isLast) write(pen, `${count} neuron${count === 1 ? '' : 's'}`, x, 28, look.muted, `${SMALL}px ${look.font}`, 'center')
  })
  const pinned = selection.current?.pinned ?? false
  const drawn = new Edges()
  pen.save()
  pen.translate(0, HEADINGS)
  drawn.clear(pen, layout)
  drawn.paint(pen, layout, edges.get('weight') ?? [], look, pinned ? selection : { index: null, edge: null })
  pen.setLineDash([])
  pictures.paint(pen, layout, look)
  paintMarks(pen, layout, { labels, biases: tiles.get('bias'), chosen: pinned ? selection.index : null, pinned }, look)
  pen.restore()
}

function weights(look, axes) {
  const line = (stroke, dashed) => (pen) => rule(pen, 28, stroke, 3, dashed ? dashes(1.5) : [])
  const wedge = (pen) => {
    pen.beginPath()
    pen.moveTo(0, -0.5)
    pen.lineTo(26, -4)
    pen.lineTo(26, 4)
    pen.lineTo(0, 0.5)
    pen.fillStyle = look.muted
    pen.fill()
  }
  return [
    { width: 28, words: 'positive weight', paint: line(look.plus) },
    { width: 28, words: 'negative weight', paint: line(look.minus, true) },
    { width: 26, words: 'thick: large', paint: wedge },
    { width: 26, words: 'bias', paint: (pen) => pair(pen, ['circle', look.plus], ['square', look.minus], look.ground) },
    { width: -6, words: axes, paint: () => {} },
  ]
}

const curves = (look) => [
  { width: 26, words: 'training', paint: (pen) => rule(pen, 26, look.accent, 2, []) },
  { width: 26, words: 'test', paint: (pen) => rule(pen, 26, look.ink, 2, [5, 3]) },
]

// What the colours of the region and of the points mean: classes, a scale from low to high, or an answer and what is wanted.
function meanings(container, { task, classes, blended }, look) {
  const point = (i) => (pen) => spot(pen, 5, SHAPES[i], stops('classes')[i], look.rimTraining)
  const kinds = task === 'classes' ? stops('classes').slice(0, classes).map((_, i) => ({ width: 12, words: 'ABCDEF'[i], paint: point(i) })) : []
  if (task === 'curve') {
    return [
      { width: 28, words: 'the answer', paint: (pen) => rule(pen, 28, look.ink, 3, []) },
      { width: 12, words: 'what is wanted', paint: (pen) => spot(pen, 5, 'circle', look.plus, look.rimTraining) },
    ]
  }
  return blended ? kinds : [scale(container, task === 'two classes', look), ...kinds]
}

// From low to high; beside the ends the points of two classes, if there are two.
function scale(container, ofTwo, look) {
  const [low, high] = ['.low', '.high'].map((name) => container.querySelector(name).textContent)
  const font = `${SMALL}px ${look.font}`
  const [start, long] = [measure(low, font) + (ofTwo ? 26 : 10), 110]
  const paint = (pen) => {
    write(pen, low, 0, 4, look.muted, font)
    pen.globalAlpha = Number(property('region'))
    pen.drawImage(bar(), 0, 0, COLOURS, 1, start, -5, long, 10)
    pen.globalAlpha = 1
    if (ofTwo) {
      spot(pen, start - 12, 'square', look.minus, look.ground)
      spot(pen, start + long + 12, 'circle', look.plus, look.ground)
    }
  }
  return { width: start + long + (ofTwo ? 20 : 4), words: high, paint }
}

// Whose points are whose.
function sets(view, { task }, look) {
  const hasTest = view.model.renderers.some(({ name, data_source }) => name === 'output.test' && data_source.get_column('x1').length > 0)
  const found = [['training', look.rimTraining], ...(hasTest ? [['test', look.rimTest]] : [])]
  return found.map(([words, rim]) => (task === 'two classes'
    ? { width: 26, words, paint: (pen) => pair(pen, ['square', look.minus], ['circle', look.plus], rim) }
    : { width: 12, words, paint: (pen) => spot(pen, 5, 'circle', look.muted, rim) }))
}

// The scale's colours, side by side.
function bar() {
  const canvas = document.createElement('canvas')
  canvas.width = COLOURS
  canvas.height = 1
  canvas.getContext('2d').putImageData(new ImageData(diverging(), COLOURS, 1), 0, 0)
  return canvas
}

function spot(pen, x, shape, fill, rim) {
  pen.beginPath()
  if (shape === 'circle') pen.arc(x, 0, 5)
  else CORNERS[shape].forEach(([dx, dy], i) => (i === 0 ? pen.moveTo(x + dx, dy) : pen.lineTo(x + dx, dy)))
  if (shape !== 'circle') pen.lineTo(x + CORNERS[shape][0][0], CORNERS[shape][0][1])
  Object.assign(pen, { fillStyle: fill, strokeStyle: rim, lineWidth: 1.5 })
  pen.fill()
  pen.stroke()
}

function pair(pen, [one, first], [other, second], rim) {
  spot(pen, 5, one, first, rim)
  spot(pen, 20, other, second, rim)
}
