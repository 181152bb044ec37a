// Of many values that a hand passes while Python is busy with one, only the last is sent.

export class Latest {
  // `send(value)` tells Python, and gives the number of that letter; `settle()` is called when Python has heard all.
  constructor(send, settle) {
    this.send = send
    this.settle = settle
    this.wanted = null // what was not sent yet
    this.asked = 0 // the letter that was not answered yet
  }

  get isWaiting() {
    return this.asked > 0 || this.wanted !== null
  }

  want(value) {
    this.wanted = value
    if (!this.asked) this.ask()
  }

  ask() {
    this.asked = this.send(this.wanted)
    this.wanted = null
  }

  // Python has heard all letters up to this one.
  hear(count) {
    if (this.asked && count >= this.asked) {
      this.asked = 0
      this.wanted === null ? this.settle() : this.ask()
    }
  }
}
