// Where every picture of every stage stands: a column a stage, all beside one another, as large as there is room.

const GAP = 6 // pixels between two pictures
const TIGHT = 3 // between two numbers of a stage that has several columns, and between two pictures of one unit
const BETWEEN = 22 // between two stages
const LARGEST = 132 // of a map's side
const SMALLEST = 32
const LARGE = 72 // of a kernel's side
const SMALL = 8 // where there are very many
const SCROLLED = 20 // where one scrolls anyway
const NUMBER = 30 // of a number's side
const READABLE = 12 // below which a stage's numbers take another column
const TITLE = 86 // that a stage's title takes
const LAST = 108 // and that of the answers
const DIGIT = 22 // that the digit beside an answer takes

// `columns` are those of the pictures; `room` is how wide all may be before one scrolls, `high` is how high.
// What comes of it: the `places`, and how much width is `needed`.
export function arrange({ stage, channel, height, width }, room, high) {
  const all = Array.from({ length: (stage.at(-1) ?? 0) + 1 }, (_, s) => stage.flatMap((one, i) => (one === s ? [i] : [])))
  const members = all.filter((pictures) => pictures.length > 0).map((pictures, n, { length }) => {
    const channels = 1 + Math.max(...pictures.map((i) => channel[i]))
    const isNumber = height[pictures[0]] === 1 && width[pictures[0]] === 1
    return { pictures, channels, isNumber, units: pictures.length / channels, isLast: n === length - 1 }
  })
  const areKernels = stage[0] !== 0 // the image is no weight
  const { blocks, needed } = areKernels ? kernels(members, room, high) : maps(members, width, room, high)
  const spare = Math.max(0, (room - needed) / Math.max(1, members.length - 1))
  const places = []
  let left = 1
  members.forEach(({ pictures, channels }, n) => {
    pictures.forEach((i, k) => {
      const { x, y, side } = blocks[n].place(k)
      places[i] = { x: left + x, y: 1 + y, width: side, height: side, isTight: channels > 1 }
    })
    left += blocks[n].wide + BETWEEN + spare
  })
  return { places, needed: Math.ceil(needed) }
}

const sum = (blocks) => blocks.reduce((total, { wide }) => total + wide, 2) + BETWEEN * (blocks.length - 1)

// All maps follow one side, the largest with which they have room; the image is a little larger.
function maps(members, width, room, high) {
  const usual = width[members.find(({ isNumber }, n) => n > 0 && !isNumber)?.pictures[0] ?? 0]
  for (let side = LARGEST; ; side -= 2) {
    const blocks = members.map(({ pictures, isNumber, isLast }, n) => {
      if (isNumber) return numbers(pictures.length, high, isLast)
      const own = n === 0 ? Math.min(LARGEST, 1.4 * side) : Math.max(14, side * Math.sqrt(width[pictures[0]] / usual))
      return grid(pictures.length, own, Math.max(1, Math.floor((high + GAP) / (own + GAP))), GAP, isLast)
    })
    const needed = sum(blocks)
    if (needed <= room || side <= SMALLEST) return { blocks, needed }
  }
}

// Numbers stand under one another while they can be seen so, the answers always.
function numbers(count, high, isLast) {
  for (let columns = 1; ; columns++) {
    const gap = columns === 1 ? GAP : TIGHT
    const rows = Math.ceil(count / columns)
    const side = Math.min(NUMBER, (high + gap) / rows - gap)
    if (side >= READABLE || rows === 1 || isLast) return grid(count, side, rows, gap, isLast)
  }
}

function grid(count, side, rows, gap, isLast) {
  const across = Math.ceil(count / rows)
  const wide = Math.max(across * (side + gap) - gap, isLast ? LAST : TITLE)
  return { wide, place: (k) => ({ x: (k % across) * (side + gap), y: Math.floor(k / across) * (side + gap), side }) }
}

// The weights of a unit are a row; the smallest ones of all stages grow until nothing has room any more. Where even small ones
// have none, rows stand under one another, and one scrolls.
function kernels(members, room, high) {
  let sides = members.map(() => SMALL)
  const laid = (tried) => members.map((member, n) => rows(member, tried[n], high))
  if (sum(laid(sides)) > room) {
    sides = members.map(({ units }) => Math.min(SCROLLED, Math.max(SMALL, Math.floor(high / units) - GAP)))
  }
  for (let hasGrown = true; hasGrown;) {
    const order = [...sides.keys()].filter((n) => sides[n] < Math.min(LARGE, high)).sort((a, b) => sides[a] - sides[b])
    const next = order.find((n) => sum(laid(sides.with(n, sides[n] + 1))) <= room)
    hasGrown = next !== undefined
    if (hasGrown) sides[next] += 1
  }
  const blocks = laid(sides)
  return { blocks, needed: sum(blocks) }
}

// Rows under one another, and where there are too many, others beside them.
function rows({ channels, units, isLast }, side, high) {
  const gap = channels > 1 ? TIGHT : GAP
  const beside = Math.ceil(units / Math.max(1, Math.floor((high + gap) / (side + gap))))
  const down = Math.ceil(units / beside)
  const apart = channels * (side + gap) - gap + (isLast ? DIGIT : 2 * GAP)
  const wide = Math.max(beside * apart - (isLast ? 0 : 2 * GAP), isLast ? LAST : TITLE)
  return {
    wide,
    place: (k) => {
      const unit = Math.floor(k / channels)
      return { x: Math.floor(unit / down) * apart + (k % channels) * (side + gap), y: (unit % down) * (side + gap), side }
    },
  }
}
