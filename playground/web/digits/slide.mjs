// The kernel slides over the picture: from number to number of a map, by itself or step by step, and in other steps than the
// network's, if somebody wants to see what these would make.

const EVERY = 250 // milliseconds

export class Slide {
  // `spot` is what a person looks at; `tell(way)` asks for another way: {stride, padded}, null for what is as in the network.
  constructor(element, spot, tell) {
    this.element = element
    this.spot = spot
    this.tell = tell
    this.way = {}
    this.timer = null
    this.opened = null
    this.listening = new AbortController()
    const on = (name, type, act) => this.part(name).addEventListener(type, act, { signal: this.listening.signal })
    on('play', 'click', () => (this.timer === null ? this.play() : this.stop()))
    on('step', 'click', () => { this.stop(); this.next() })
    on('stride', 'change', ({ target }) => this.change({ stride: Number(target.value) }))
    on('padded', 'change', ({ target }) => this.change({ padded: target.checked }))
    on('own', 'click', () => {
      this.part('stride').focus()
      this.way = {}
      this.tell(this.way)
    })
  }

  destroy() {
    this.stop()
    this.listening.abort()
  }

  part(name) {
    return this.element.querySelector(`[data-slide="${name}"]`)
  }

  show(opened) {
    const isSame = this.opened !== null && opened?.place[0] === this.opened.place[0]
    this.opened = opened
    const slid = opened?.slid ?? null
    this.element.hidden = slid === null
    if (slid === null) {
      this.stop()
    }
    if (!isSame && Object.keys(this.way).length > 0) {
      this.way = {}
      this.tell(this.way)
    } else if (slid !== null) {
      const [stride, padded, isOwn] = slid
      this.part('stride').value = stride
      this.part('padded').checked = padded
      this.part('own').hidden = isOwn
    }
  }

  change(change) {
    Object.assign(this.way, change)
    this.tell(this.way)
  }

  play() {
    this.spot.pinned = true
    this.timer = setInterval(() => this.next(), EVERY)
    this.part('play').ariaPressed = 'true'
    this.part('play').textContent = 'Stop'
    this.next()
  }

  stop() {
    clearInterval(this.timer)
    this.timer = null
    this.part('play').ariaPressed = 'false'
    this.part('play').textContent = 'Slide'
  }

  // The next number of the map, row after row; after the last one, the first.
  next() {
    if (this.opened === null || this.spot.at === null) {
      this.stop()
      return
    }
    const { height, width } = this.opened.pictures.at(-1)
    const [stage, unit, row, column, channel] = this.opened.place
    const n = (row * width + column + 1) % (height * width)
    this.spot.pinned = true
    this.spot.go([stage, unit, Math.floor(n / width), n % width, channel])
  }
}
