// The playground's own plain parts: the diagram, the sentence, and what stands around the plot.

import { Answers } from './answers.mjs'
import { Diagram } from './diagram.mjs'
import { Editor } from './editor.mjs'
import { Further } from './further.mjs'
import { OwnData } from './own.mjs'
import { Region } from './region.mjs'
import { Saving } from './saving.mjs'
import { OneStep } from './step/step.mjs'
import { forHands } from './touch.mjs'
import { Tour } from './tour.mjs'

export function enliven({ container, bokeh, views, send }) {
  const part = (name) => container.querySelector(name)
  const letter = (value) => send('edit', { ...editor.current, value })
  const editor = new Editor(part('.edit'), (number) => diagram.selection.lookAt(number), letter, () => send('press', 'undo'))
  const diagram = new Diagram(part('.diagram'), bokeh, send, (current) => editor.look(current))
  const further = new Further(container, (name) => send('further', name))
  const figure = views.find(({ model }) => model.name === 'output')
  const region = new Region(part('[data-slot="output"]'), figure, bokeh)
  const answers = new Answers(part('[data-slot="output"]'), region)
  const step = new OneStep(container, bokeh, send, diagram)
  const tour = new Tour(container)
  const own = new OwnData(container, send)
  const saving = new Saving({ container, diagram, region, views, step }, send)
  return {
    waiting: [editor.latest],
    show: {
      sentence: (text) => { part('.sentence').textContent = forHands(text) },
      title: (text) => { part('.output .title').textContent = text },
      caption: (text) => { part('.accuracy').textContent = text },
      scale: ([low, high]) => {
        part('.low').textContent = low
        part('.high').textContent = high
      },
      plot: (plot) => {
        Object.assign(container.dataset, { blended: plot.blended, looked: plot.looked })
        container.querySelectorAll('.kinds li').forEach((kind, i) => { kind.hidden = i >= plot.classes })
        region.tell(plot)
        answers.fresh()
      },
      shown: ({ parts, hidden, task }) => {
        container.dataset.task = task
        const { dataset } = document.documentElement
        for (const [name, names] of [['show', parts], ['hide', hidden]]) {
          if (names.length > 0) dataset[name] = names.join(' ')
          else delete dataset[name]
        }
      },
      editing: (said) => editor.show(said),
      further: (changed) => further.tell(changed),
      limits: (most) => diagram.limits(most),
      walk: (standing) => step.show(standing),
      ...saving.show,
      ...own.show,
    },
    end: () => {
      saving.destroy()
      tour.destroy()
      own.destroy()
      step.destroy()
      diagram.destroy()
      editor.destroy()
      further.destroy()
      answers.destroy()
      region.destroy()
    },
  }
}
