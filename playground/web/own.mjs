// Points of one's own. What paints and reads them comes when Python says for the first time that somebody wants to.

import { notice } from './notices.mjs'

export class OwnData {
  // `container` keeps what is drawn and not used yet, past the end of this Python; `send(kind, value)` tells Python.
  constructor(container, send) {
    this.container = container
    this.send = send
    this.show = { own: (told) => this.hear(told) }
  }

  async hear(told) {
    try {
      (await this.editor()).hear(told)
    } catch (error) {
      this.coming = undefined
      notice('own', 'What draws points could not be fetched. Check your connection, and try again.', String(error))
    }
  }

  editor() {
    return (this.coming ??= import('./own/editor.mjs').then(({ prepared }) => prepared(this.container, this.send)))
  }

  destroy() {
    this.coming?.then((editor) => editor.destroy())
  }
}
