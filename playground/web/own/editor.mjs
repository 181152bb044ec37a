// The editor of one's own points: a board, what to paint with, and tables. Nothing counts before the points are used, and what
// was drawn is still there when it is opened again.

import { bytesOf } from '../base64.mjs'
import { download } from '../download.mjs'
import { onThemeChange } from '../theme.mjs'
import { Board } from './board.mjs'
import { Dialog, dressed } from './dialog.mjs'
import { Draft, labelled, signed } from './draft.mjs'
import { EXTENT } from './letters.mjs'
import { Tables } from './tables.mjs'
import { Tools } from './tools.mjs'

const SPACING = 0.3 // of the points of a stroke
const KEPT = 'These points are not in use yet: they are still here from the last time.'

// An editor, once its style sheet is here.
export async function prepared(container, send) {
  await dressed()
  return new Editor(container, send)
}

class Editor {
  constructor(container, send) {
    this.tell = (act, value = null) => send('own', [act, value])
    this.draft = (container.draft ??= new Draft())
    this.tools = new Tools({
      turn: (kind) => this.change((draft) => draft.turn(kind)),
      undo: () => this.change((draft) => draft.undo()),
      redo: () => this.change((draft) => draft.redo()),
      clear: () => this.change((draft) => draft.clear()),
      copy: () => this.tell('present'),
      changed: () => this.show(),
    })
    this.tables = new Tables({
      tell: this.tell,
      look: (points) => this.show(points),
      take: (points) => this.change((draft) => draft.take(points)),
    })
    this.dialog = new Dialog({ tools: this.tools.element, tables: this.tables }, {
      use: () => this.use(),
      save: () => this.tell('download', this.draft.text),
      undo: () => this.change((draft) => draft.undo()),
      redo: () => this.change((draft) => draft.redo()),
      close: () => this.tables.leave(),
    })
    this.board = new Board(this.dialog.canvas, {
      begin: (x, y, withKeys = false) => this.begin(x, y, withKeys),
      drag: (x, y) => this.drag(x, y),
      end: () => this.change((draft) => draft.release()),
      place: (x, y) => this.place(x, y),
      erase: (x, y) => this.change((draft) => draft.eraseNearest(x, y)),
      key: (key) => this.tools.key(key),
      moved: (x, y, draws) => this.say(x, y, draws),
    })
    this.forget = onThemeChange(() => this.show())
  }

  // What Python says: each has its act.
  hear({ act, ...told }) {
    this[`on_${act}`](told)
  }

  on_open(points) {
    const isNew = this.draft.isOurs || this.draft.text === ''
    if (isNew) this.draft.begin(points)
    else this.draft.used = points.text
    this.show()
    this.dialog.open(isNew || this.draft.isOurs ? '' : KEPT)
  }

  on_points(points) {
    this.change((draft) => draft.take(points))
  }

  on_table(table) {
    this.tables.show(table)
  }

  on_file({ name, data }) {
    download(name, bytesOf(data), 'text/csv')
    this.dialog.say(`${name} is saved.`)
  }

  // --- painting

  // A pen that keys move draws a stroke, even where a pointer would set a single point: Enter does that.
  begin(x, y, withKeys) {
    this.draft.hold()
    this.last = null
    this.isStroke = withKeys || this.tools.tool === 'stroke'
    this.drag(x, y)
  }

  drag(x, y) {
    const { tool, reach, painted } = this.tools
    if (tool === 'erase') this.draft.erase(x, y, reach)
    else if (Math.abs(x) > EXTENT || Math.abs(y) > EXTENT) return
    else if (this.last === null || (this.isStroke && Math.hypot(x - this.last[0], y - this.last[1]) >= SPACING)) {
      this.draft.add(...strayed(x, y, reach), painted)
      this.last = [x, y]
    }
    this.show()
  }

  place(x, y) {
    this.change((draft) => {
      draft.hold()
      draft.add(x, y, this.tools.painted)
      draft.release()
    })
  }

  change(how) {
    this.board.cross.lift()
    how(this.draft)
    this.show()
  }

  use() {
    if (!this.draft.isUsable) return
    this.tell('use', this.draft.text)
    this.draft.used = this.draft.text
    this.dialog.close()
  }

  // Shows the draft, or other points that somebody thinks of taking.
  show(points = null) {
    const { draft, board } = this
    this.tools.show(draft)
    board.radius = points ? 0 : this.tools.reach
    board.draw(points ?? { ...draft.now, isOfTwo: draft.isOfTwo })
    this.dialog.show(draft)
  }

  // Where the cross is, and what is near it.
  say(x, y, draws) {
    const { rows, kind } = this.draft.now
    const nearest = this.draft.nearest(x, y)
    const near = nearest ? ` Nearest of ${rows.length}: ${labelled(kind, nearest[2])} at ${signed(nearest[0])}, ${signed(nearest[1])}.` : ''
    const what = this.tools.tool === 'erase' ? 'Erasing' : `Drawing ${labelled(kind, this.tools.painted)}`
    this.dialog.where(`${draws ? what : labelled(kind, this.tools.painted)} at x₁ ${signed(x)}, x₂ ${signed(y)}.${near}`)
  }

  destroy() {
    this.forget()
    this.board.destroy()
    this.dialog.element.remove()
  }
}

// A place at random, no farther from this one than the brush is wide.
function strayed(x, y, radius) {
  const [turn, far] = [2 * Math.PI * Math.random(), radius * Math.sqrt(Math.random())]
  return [x + far * Math.cos(turn), y + far * Math.sin(turn)].map((number) => Math.min(Math.max(number, -EXTENT), EXTENT))
}
