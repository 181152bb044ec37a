// The button that saves and loads. What it opens comes when it is pressed for the first time.

import { notice } from './notices.mjs'

export class Saving {
  // `scene` is what there is to be drawn, `send(kind, value)` tells Python.
  constructor(scene, send) {
    this.scene = scene
    this.send = send
    this.listening = new AbortController()
    const button = document.querySelector('[data-open="save"]')
    button.disabled = false
    const { signal } = this.listening
    button.addEventListener('click', () => this.open(), { signal })
    scene.container.querySelector('.walk-bar').addEventListener('click', ({ target }) => {
      const form = target.closest('[data-picture]')
      if (form) this.saveStep(form.dataset.picture)
    }, { signal })
    this.show = {
      saving: async (told) => (await this.store()).tell?.(told),
      file: async (file) => (await this.store()).take(file),
    }
  }

  store() {
    return (this.coming ??= import('./save/save.mjs').then(({ prepared }) => prepared(this.scene, this.send)))
  }

  async open() {
    try {
      (await this.store()).open()
    } catch (error) {
      this.coming = undefined
      notice('save', 'What saves and loads could not be fetched. Check your connection, and try again.', String(error))
    }
  }

  // The picture of the step that is opened, as it is seen.
  async saveStep(kind) {
    try {
      await (await this.store()).saveOnly({ picture: 'opened', kind })
      this.scene.container.querySelector('#picture-step').hidePopover()
    } catch (error) {
      notice('save', 'The picture could not be saved. Check your connection, and try again.', String(error))
    }
  }

  destroy() {
    this.listening.abort()
    this.coming?.then((store) => store.destroy())
  }
}
