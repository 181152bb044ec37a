// The tour: offered by itself to who comes for the first time and by no link, and by a button whenever it is wanted. What it
// says comes when it begins.

import { choose, chosen } from './choices.mjs'
import { notice } from './notices.mjs'

const { dataset } = document.documentElement
const isWanted = () => chosen('tour') === 'new' && dataset.show === undefined && dataset.lesson === undefined

export class Tour {
  constructor(container) {
    this.container = container
    this.listening = new AbortController()
    const [button, dialog] = [document.querySelector('[data-open="tour"]'), document.getElementById('keys')]
    button.addEventListener('click', () => {
      dialog.close()
      this.begin(true)
    }, { signal: this.listening.signal })
    if (isWanted()) this.begin(false)
  }

  async begin(asked) {
    try {
      const { Card } = await import('./tour/card.mjs')
      if (this.listening.signal.aborted) return
      choose('tour', 'seen')
      this.card?.end()
      this.card = new Card(this.container, asked)
    } catch (error) {
      if (asked) notice('tour', 'The tour could not be fetched. Check your connection, and try again.', String(error))
    }
  }

  destroy() {
    this.listening.abort()
    this.card?.end()
  }
}
