// Work on the past of the run that the open tab shows: how much of it is done, and a button that ends it, or lets it go on.

import { write } from '../text.mjs'

export function watchLooking(container, send, signal) {
  const part = container.querySelector('.looking')
  const [progress, words, button] = part.children
  let asked = ''
  button.addEventListener('click', () => send('looking', [asked, button.dataset.goes === 'true']), { signal })
  return {
    looking: (told) => {
      part.hidden = told === null || (told.going && told.share === null)
      if (part.hidden) return
      asked = told.tab
      progress.hidden = !told.going
      progress.value = told.share ?? 0
      write(words, told.going ? 'Looking back' : 'Cancelled: a part of the past is missing')
      button.dataset.goes = String(!told.going)
      write(button, told.going ? 'Cancel' : 'Go on')
    },
  }
}
