// One's own network as a file, and the one that came with the site.

import { bytesOf, encoded } from '../base64.mjs'
import { download } from '../download.mjs'

export function enliven({ container, send }) {
  const part = (name) => container.querySelector(name)
  const listening = new AbortController()
  const on = (name, type, act) => part(name).addEventListener(type, act, { signal: listening.signal })
  const input = part('[data-network="file"]')
  for (const button of container.querySelectorAll('button[data-network]')) {
    button.disabled = false
  }
  on('[data-network="trained"]', 'click', () => send('trained'))
  on('[data-network="save"]', 'click', () => send('save', 'run'))
  on('[data-network="load"]', 'click', () => input.click())
  on('[data-network="file"]', 'change', async () => {
    const [file] = input.files
    if (file) send('load', await encoded(file))
    input.value = ''
  })
  return {
    show: { file: ({ name, data }) => download(name, bytesOf(data)) },
    end: () => listening.abort(),
  }
}
