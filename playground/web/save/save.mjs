// Saves and loads for the playground. Python writes the files and reads them; pictures are drawn here.

import { bytesOf, encoded } from '../base64.mjs'
import { download } from '../download.mjs'
import { notice } from '../notices.mjs'
import { Dialog, dressed } from './dialog.mjs'
import { picture } from './pictures.mjs'

export class Store {
  // `scene` is what there is to be drawn, see `pictures.mjs`; `send(kind, value)` tells Python.
  constructor(scene, send) {
    this.scene = scene
    this.send = send
    this.ready = dressed()
    this.told = null // what Python says about the run that stands still
    this.dialog = new Dialog((form) => this.save(form), (file) => this.load(file))
  }

  // Python lets the run stand still, and says where that is: then the dialog opens.
  open() {
    this.send('saving')
  }

  async tell(told) {
    this.told = told
    await this.ready
    this.dialog.open(told.own)
    if (told.problem) this.dialog.say(told.problem, true)
  }

  // A file that Python has written, or why there is none.
  take({ name, data, problem }) {
    if (problem) {
      this.dialog.say(sentence(problem), true)
      return
    }
    download(name, bytesOf(data))
    this.dialog.say(`${name} is saved.`)
  }

  async save({ file, picture: of, kind }) {
    if (file) {
      this.dialog.say('One moment …')
      this.send('save', file)
      return
    }
    try {
      const name = `glassbox-${of}-step-${this.told.step ?? 0}.${kind}`
      download(name, await picture(of, kind, this.scene, this.told))
      this.dialog.say(`${name} is saved.`)
    } catch (error) {
      this.dialog.say(`The picture could not be drawn: ${error.message}`, true)
    }
  }

  // The page shows what a file brings, or a notice says what is wrong with it.
  async load(file) {
    this.dialog.close()
    notice('python', '')
    this.send('load', await encoded(file))
  }

  destroy() {
    this.dialog.close()
    this.dialog.element.remove()
  }
}

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`
