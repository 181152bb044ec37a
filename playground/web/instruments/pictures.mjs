// Instruments saved as pictures. What draws them comes with the first one.

import { download } from '../download.mjs'
import { notice } from '../notices.mjs'

export class Pictures {
  constructor(container, send, signal) {
    this.send = send
    this.tell = () => {}
    container.addEventListener('click', ({ target }) => {
      const button = target.closest('[data-picture]')
      if (button !== null) this.save(button.closest('.instrument'), button.dataset.picture)
    }, { signal })
  }

  // Python lets the run stand still, and says where that is: it is written below the picture.
  async save(instrument, kind) {
    try {
      const { picture } = await import('../save/instruments.mjs')
      const told = await new Promise((done) => {
        this.tell = done
        this.send('saving')
      })
      download(`glassbox-${instrument.dataset.instrument}-step-${told.step}.${kind}`, await picture(instrument, kind, told))
      instrument.querySelector('.forms').hidePopover()
    } catch (error) {
      notice('save', 'The picture could not be saved. Check your connection, and try again.', String(error))
    }
  }
}
