// The camera: a picture of it a few times a second while it is on; let go as soon as nobody looks at it.

import { inkOf } from './picture.mjs'

const EVERY = 200 // milliseconds between two pictures

const WORDS = {
  NotAllowedError: 'The browser does not let this page use the camera. Allow it beside the address, and press Camera again; ' +
    'everything else works without.',
  NotFoundError: 'There is no camera here. A picture from a file does as well: Image… opens one.',
  NotReadableError: 'The camera is busy: another program uses it. Close that, and press Camera again.',
}
const NONE = 'Browsers lend the camera only to pages that come over https. A picture from a file does as well: Image… opens one.'
const OTHER = 'The camera could not be opened. A picture from a file does as well: Image… opens one.'
const GONE = 'The camera has gone. Connect it, and press Camera again.'

export class Camera {
  // Lives in a video element. `begin()` and `end()` are called when it goes on and off, `show(ink)` with every picture as ink,
  // null where no digit stands out, and `say(words)` when something is wrong.
  constructor(video, { begin, show, end, say }) {
    Object.assign(this, { video, begin, show, end, say })
    this.wanted = null // what the present wish to see it is
    this.stream = null
    this.leave = () => { if (document.hidden) this.stop() }
  }

  async start() {
    const wish = this.wanted = {}
    let stream
    try {
      if (!navigator.mediaDevices?.getUserMedia) {
        return this.say(NONE)
      }
      const video = { facingMode: 'environment', width: { ideal: 640 }, height: { ideal: 640 } }
      stream = await navigator.mediaDevices.getUserMedia({ video, audio: false })
      if (wish !== this.wanted || this.isUnseen) {
        return release(stream)
      }
      this.video.srcObject = stream
      await this.video.play()
    } catch (problem) {
      release(stream)
      return wish === this.wanted && this.say(WORDS[problem.name] ?? OTHER)
    }
    if (wish !== this.wanted) {
      return release(stream)
    }
    this.say('')
    this.stream = stream
    stream.getVideoTracks()[0].addEventListener('ended', () => {
      this.stop()
      this.say(GONE)
    })
    document.addEventListener('visibilitychange', this.leave)
    this.begin()
    this.timer = setInterval(() => (this.isUnseen ? this.stop() : this.show(this.look())), EVERY)
  }

  stop() {
    this.wanted = null
    if (this.stream !== null) {
      clearInterval(this.timer)
      document.removeEventListener('visibilitychange', this.leave)
      release(this.stream)
      this.stream = this.video.srcObject = null
      this.end()
    }
  }

  // Lets the camera go, without a word: nobody is there to hear it.
  destroy() {
    this.end = () => {}
    this.stop()
  }

  // The present picture as ink.
  look() {
    return inkOf(this.video, true)
  }

  // Whether its page is not the one that is seen.
  get isUnseen() {
    return document.hidden || this.video.closest('[hidden]') !== null
  }
}

function release(stream) {
  for (const track of stream?.getTracks() ?? []) {
    track.stop()
  }
}
