// Which neuron a person looks at: the tile under the pointer, or the one that the arrow keys have moved to.

export function watchTiles(source, element, views, inspect) {
  const figure = views.find((view) => view.model.name === 'network')
  let current = null
  const look = (index) => {
    if (index !== current) {
      current = index
      inspect(index === null ? '' : String(index))
    }
  }

  element.addEventListener('pointermove', (event) => look(tileAt(source, figure, event)))
  element.addEventListener('pointerdown', (event) => look(tileAt(source, figure, event)))
  element.addEventListener('pointerleave', (event) => { if (event.pointerType === 'mouse') look(null) })
  element.addEventListener('blur', () => look(null))
  element.addEventListener('keydown', (event) => {
    const tiles = readTiles(source)
    if (event.key === 'Escape') {
      look(null)
    } else if (event.key in MOVES && tiles.x.length > 0) {
      event.preventDefault()
      look(current === null ? 0 : neighbour(tiles, current, MOVES[event.key]))
    }
  })
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

function readTiles(source) {
  const column = (name) => source.get_column(name) ?? []
  return { x: column('x'), y: column('y'), size: column('size') }
}

function tileAt(source, figure, event) {
  const { x, y, size } = readTiles(source)
  const { left, top } = figure.el.getBoundingClientRect()
  const { inner_width: width, inner_height: height, x_range, y_range } = figure.model
  const px = ((event.clientX - left) / width) * x_range.end
  const py = (1 - (event.clientY - top) / height) * y_range.end
  for (let i = 0; i < x.length; i++) {
    if (Math.abs(px - x[i]) <= size[i] / 2 && Math.abs(py - y[i]) <= size[i] / 2) {
      return i
    }
  }
  return null
}

// The nearest tile in a direction: across columns when going sideways, within the column when going up or down.
function neighbour({ x, y }, from, [dx, dy]) {
  let best = from
  let distance = Infinity
  for (let i = 0; i < x.length; i++) {
    const [across, up] = [x[i] - x[from], y[i] - y[from]]
    const ahead = dx !== 0 ? Math.sign(across) === dx && Math.abs(across) > 1 : Math.abs(across) <= 1 && Math.sign(up) === dy
    const cost = dx !== 0 ? 100 * Math.abs(across) + Math.abs(up) : Math.abs(up)
    if (i !== from && ahead && cost < distance) {
      [best, distance] = [i, cost]
    }
  }
  return best
}
