// What a person has written outlives the page, in this tab: after a reload it stands in the editor, and trains when asked.

import { site } from '../start.mjs'

const NAME = `glassbox texts ${site}`

// The texts that were in use or in the editor, by the key of their part.
export function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(NAME)) ?? {}
  } catch {
    return {} // a browser that keeps nothing, or what nobody here has written
  }
}

// `parts` as Python tells them, `drafts` a Map of texts that are not in use.
export function remember(parts, drafts) {
  const own = parts.filter((part) => part.own !== null).map((part) => [part.key, part.own])
  const text = JSON.stringify(Object.fromEntries([...own, ...drafts]))
  try {
    if (sessionStorage.getItem(NAME) !== text) sessionStorage.setItem(NAME, text)
  } catch {
    // What is written stays until the page is left.
  }
}
