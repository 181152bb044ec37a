// The playground's own plain parts: the diagram, the sentence, and what stands around the plot.

import { Diagram } from './diagram.mjs'

export function enliven({ container, bokeh, send }) {
  const part = (name) => container.querySelector(name)
  const diagram = new Diagram(part('.diagram'), bokeh, send)
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
    },
    end: () => diagram.destroy(),
  }
}
