// Saves and loads for the playground. Python writes the files and reads them; pictures are drawn here.

import { bytesOf, encoded } from '../base64.mjs'
import { download } from '../download.mjs'
import { notice } from '../notices.mjs'
import { Dialog, dressed } from './dialog.mjs'
import { picture } from './pictures.mjs'

const OWN = 'Code of your own stays on the Engine page: files hold the run without it.'

// A store, once the dialog's style sheet is here.
export async function prepared(scene, send) {
  await dressed()
  return new Store(scene, send)
}

class Store {
  // `scene` is what there is to be drawn, see `pictures.mjs`; `send(kind, value)` tells Python.
  constructor(scene, send) {
    this.scene = scene
    this.send = send
    this.telling = null // what Python says about the run that stands still, when it does
    this.dialog = new Dialog((form) => this.save(form), (file) => this.load(file))
  }

  // Python lets the run stand still, and says where that is.
  open() {
    this.dialog.open()
    this.ask().then(({ own, problem }) => {
      this.dialog.note.textContent = own ? OWN : ''
      if (problem) this.dialog.say(sentence(problem), true)
    })
  }

  ask() {
    this.telling = new Promise((done) => { this.tell = done })
    this.send('saving')
    return this.telling
  }

  // A picture for which no dialog is needed.
  async saveOnly(form) {
    await this.ask()
    await this.draw(form)
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

  async draw({ picture: of, kind }) {
    const told = await this.telling
    const name = `glassbox-${of}-step-${told.step}.${kind}`
    download(name, await picture(of, kind, this.scene, told))
    return name
  }

  async save(form) {
    if (form.file) {
      this.dialog.say('One moment …')
      this.send('save', form.file)
      return
    }
    try {
      this.dialog.say(`${await this.draw(form)} is saved.`)
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
