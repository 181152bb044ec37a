// Lines along which a surface is as high as a level: marching squares (Lorensen and Cline, 1987, in two dimensions).

// By which of a square's corners are higher (1 lower left, 2 lower right, 4 upper right, 8 upper left): between which of its
// sides (0 bottom, 1 right, 2 top, 3 left) lines run.
const LINES = [
  [], [[3, 0]], [[0, 1]], [[3, 1]], [[1, 2]], [[0, 1], [2, 3]], [[0, 2]], [[3, 2]],
  [[2, 3]], [[2, 0]], [[3, 0], [1, 2]], [[2, 1]], [[1, 3]], [[1, 0]], [[0, 3]], [],
]
const SADDLES = [5, 10] // where the middle is lower, lines go round the higher corners, as round the lower ones of the other saddle

// The lines of one level, [x, y, x, y] each, in columns and rows; `values` are a square's, row after row. Where a corner is no
// finite number there are none.
export function contours(values, side, level) {
  const found = []
  for (let row = 0; row + 1 < side; row++) {
    for (let column = 0; column + 1 < side; column++) {
      const i = row * side + column
      const higher = (values[i] > level) + 2 * (values[i + 1] > level) + 4 * (values[i + side + 1] > level) + 8 * (values[i + side] > level)
      if (higher === 0 || higher === 15) continue
      const corners = [values[i], values[i + 1], values[i + side + 1], values[i + side]]
      if (!corners.every(Number.isFinite)) continue
      const isLow = SADDLES.includes(higher) && corners.reduce((sum, value) => sum + value, 0) / 4 <= level
      for (const [from, to] of isLow ? LINES[15 - higher] : LINES[higher]) {
        found.push([...crossing(corners, from, level, column, row), ...crossing(corners, to, level, column, row)])
      }
    }
  }
  return found
}

const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]]

// Where a level lies on a side.
function crossing(corners, side, level, column, row) {
  const [a, b] = [side, (side + 1) % 4]
  const share = (level - corners[a]) / (corners[b] - corners[a])
  const [[ax, ay], [bx, by]] = [CORNERS[a], CORNERS[b]]
  return [column + ax + share * (bx - ax), row + ay + share * (by - ay)]
}
