// What a person has chosen in one part of the page, for the next visit: kept in localStorage as JSON, which the link does not say.

import { notice } from './notices.mjs'

const UNREADABLE = (what) => `What you chose in ${what} before cannot be read any more: it is as at first.`
const UNKEPT = 'This browser keeps nothing: what you choose here is gone after a reload.'
let isSaid = false // once is enough

// What was chosen before, if `isSound` of it; undefined if nothing was. Words name the part of the page.
export function recall(name, words, isSound) {
  let text = null
  try {
    text = localStorage.getItem(name)
  } catch {
    return undefined // nothing can have been kept: that is said when something is to be
  }
  if (text === null) return undefined
  try {
    const value = JSON.parse(text)
    if (isSound(value)) return value
  } catch {
    // No JSON: no more than a value that makes no sense.
  }
  notice('remembered', UNREADABLE(words))
  return undefined
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch {
    if (!isSaid) notice('remembered', UNKEPT)
    isSaid = true
  }
}

export const isRecord = (value, isSound) => value !== null && typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isSound)
export const isTexts = (value) => Array.isArray(value) && value.every((text) => typeof text === 'string')
