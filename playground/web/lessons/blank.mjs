// What a step tells of its own question: put away before a class, and shown when it is time.

import { Border } from './border.mjs'

const TELLING = '.predict, .after, .reveal, .reached'
const CLOSED = '.reveal, .reached, .hint'

// Whether there is anything that can be revealed.
export const tells = ({ part }) => part.querySelector(TELLING) !== null

// As if nobody had answered yet. What is kept of this browser's own answers stays kept.
export function blank(step) {
  const { part, fields, border } = step
  if (border && Border.only === border) border.destroy()
  Object.assign(step, { border: undefined, lines: undefined })
  for (const field of fields?.querySelectorAll('input') ?? []) field.type === 'radio' ? (field.checked = false) : (field.value = '')
  if (fields) step.forget()
  if (step.check) unreached(step)
  for (const one of part.querySelectorAll(CLOSED)) one.open = false
  reveal(step, false)
}

// As it is for who reads it alone.
export function restore(step) {
  blank(step)
  step.showAfter(!step.button)
  step.recall()
}

// Shows what is right, what the step makes of it, and its answers; or puts that away.
export function reveal(step, shown) {
  step.part.classList.toggle('revealed', shown)
  for (const one of step.part.querySelectorAll('.reveal, .reached')) one.open = shown
}

function unreached(step) {
  step.tellReached(false)
  for (const goal of step.part.querySelectorAll('[data-goal]')) {
    delete goal.dataset.holds
    goal.querySelector('.holds')?.remove()
    goal.querySelector('.reply')?.setAttribute('hidden', '')
  }
}
