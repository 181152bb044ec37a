// The playground's own plain parts: the diagram, the sentence, and what stands around the plot.

import { Diagram } from './diagram.mjs'
import { Region } from './region.mjs'
import { OneStep } from './step/step.mjs'

export function enliven({ container, bokeh, views, send }) {
  const part = (name) => container.querySelector(name)
  const diagram = new Diagram(part('.diagram'), bokeh, send)
  const figure = views.find(({ model }) => model.name === 'output')
  const region = new Region(part('[data-slot="output"]'), figure, bokeh.get_model_by_name('output.region'))
  const step = new OneStep(container, bokeh, send, diagram)
  return {
    show: {
      sentence: (text) => { part('.sentence').textContent = text },
      title: (text) => { part('.output .title').textContent = text },
      caption: (text) => { part('.accuracy').textContent = text },
      scale: ([low, high]) => {
        part('.low').textContent = low
        part('.high').textContent = high
      },
      limits: (most) => diagram.limits(most),
      walk: (standing) => step.show(standing),
    },
    end: () => {
      step.destroy()
      diagram.destroy()
      region.destroy()
    },
  }
}
