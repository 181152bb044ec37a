// Over every column of the diagram: what it is, and the steppers for its neurons and for the number of layers.

const MINUS = 'M3 8h10'
const PLUS = 'M3 8h10M8 3v10'

export class Headings {
  constructor(element, send) {
    this.element = element
    this.send = send
    this.most = { layers: Infinity, neurons: Infinity }
    this.features = this.column('Features', 'In')
    this.output = this.column('Output', 'Out', {
      names: ['Remove a layer', 'Add a layer'], press: (change) => send('layers', change),
    })
    this.output.box.classList.add('layers')
    this.layers = []
    element.replaceChildren(this.features.box, this.output.box)
  }

  // Shows as many columns as the network has; `left` is how far from the edge the first one begins.
  show(counts, left) {
    this.counts = counts
    const wanted = counts.length - 2
    while (this.layers.length < wanted) {
      this.layers.push(this.layer(this.layers.length))
      this.output.box.before(this.layers.at(-1).box)
    }
    while (this.layers.length > wanted) {
      const { box } = this.layers.pop()
      const held = box.contains(document.activeElement)
      box.remove()
      if (held) this.output.more.focus()
    }
    this.element.style.setProperty('--columns', counts.length)
    this.element.style.setProperty('--left', `${left}px`)
    this.layers.forEach((column, i) => tell(column, counts[i + 1], 'neuron', 1, this.most.neurons))
    tell(this.output, wanted, 'layer', 0, this.most.layers)
  }

  // Takes the largest numbers of layers and of neurons in a layer.
  limits(most) {
    this.most = most
    if (this.counts !== undefined) this.show(this.counts, parseFloat(this.element.style.getPropertyValue('--left')))
  }

  layer(index) {
    const name = `layer ${index + 1}`
    return this.column(`Layer ${index + 1}`, `${index + 1}`, {
      names: [`Remove a neuron from ${name}`, `Add a neuron to ${name}`],
      press: (change) => this.send('neurons', { layer: index, change }),
    })
  }

  // The name of a column, long and short, and its stepper if it has one.
  column(long, short, stepper) {
    const box = make('div', 'column')
    const title = make('div', 'heading')
    title.append(make('span', 'long', long), make('span', 'short', short))
    box.append(title)
    if (stepper === undefined) {
      return { box }
    }
    const [less, more] = [button(stepper.names[0], MINUS), button(stepper.names[1], PLUS)]
    const count = make('span', 'count')
    const [number, word] = [make('span', 'number'), make('span', 'word')]
    count.append(number, ' ', word)
    for (const [one, change] of [[less, -1], [more, +1]]) {
      one.addEventListener('click', () => { if (one.ariaDisabled !== 'true') stepper.press(change) })
    }
    const row = make('div', 'stepper')
    row.append(less, count, more)
    box.append(row)
    return { box, less, more, number, word }
  }
}

function tell({ less, more, number, word }, count, name, least, most) {
  number.textContent = String(count)
  word.textContent = count === 1 ? name : `${name}s`
  // What cannot be pressed any more keeps its focus: who presses once too often has done nothing else.
  less.ariaDisabled = String(count <= least)
  more.ariaDisabled = String(count >= most)
}

function make(tag, className, text = '') {
  const element = document.createElement(tag)
  element.className = className
  element.textContent = text
  return element
}

function button(name, path) {
  const element = make('button', '')
  element.type = 'button'
  element.title = name
  element.setAttribute('aria-label', name)
  element.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg>`
  return element
}
