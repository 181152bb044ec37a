// The instruments' own plain parts: what stands in every tab.

import * as compare from './compare.mjs'
import * as confusion from './confusion.mjs'
import * as curves from './curves.mjs'
import * as findings from './findings.mjs'
import * as health from './health.mjs'
import * as histograms from './histograms.mjs'
import * as landscape from './landscape.mjs'
import { watchLooking } from './looking.mjs'
import { watchNotes } from './notes.mjs'
import { Pictures } from './pictures.mjs'
import * as run from './run.mjs'
import * as sweep from './sweep.mjs'
import * as weights from './weights.mjs'
import { dressLegends } from '../legend.mjs'
import { watchQuestions } from '../questions.mjs'
import { loadSheet } from '../sheets.mjs'

const TABS = { curves, health, histograms, weights, confusion, landscape, compare, sweep, findings, run }

await loadSheet(new URL('./instruments.css', import.meta.url).href)

const panelOf = (container, name) => container.querySelector(`#instruments-${name}`)

// Puts what every tab has into its panel, once.
export function furnish(container) {
  for (const [name, { html }] of Object.entries(TABS)) {
    const panel = panelOf(container, name)
    if (!panel.hasChildNodes()) panel.innerHTML = html
  }
}

export function enliven({ container, bokeh, send }) {
  const listening = new AbortController()
  const { signal } = listening
  watchQuestions(container, signal)
  const ofAll = { ...watchNotes(container, send, signal), ...watchLooking(container, send, signal) }
  container.querySelector('.coming').textContent = ''
  const undress = dressLegends(container)
  const pictures = new Pictures(container, send, signal)
  const tabs = Object.entries(TABS).map(([name, tab]) => tab.enliven({ panel: panelOf(container, name), container, bokeh, send, signal }))
  return {
    show: Object.assign({ saving: (told) => pictures.tell(told), ...ofAll }, ...tabs.map(({ show = {} }) => show)),
    end: () => {
      listening.abort()
      undress()
      tabs.forEach(({ end = () => {} }) => end())
    },
  }
}
