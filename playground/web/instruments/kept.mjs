// How a person wants to see an instrument: kept for the next visit, see remembered.mjs.

import { isRecord, recall, remember } from '../remembered.mjs'

// `fields` are the choices of a tab by name: a control each, or several radio buttons. Those of the last visit are made again.
export function keep(tab, words, fields, signal) {
  const name = `look of ${tab}`
  const isSound = (value) => isRecord(value, () => true) && Object.entries(value).every(([key, each]) => key in fields && fits(fields[key], each))
  for (const [key, value] of Object.entries(recall(name, words, isSound) ?? {})) set(fields[key], value)
  const note = () => remember(name, Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, valueOf(field)])))
  for (const field of Object.values(fields)) {
    for (const one of radios(field) ?? [field]) one.addEventListener('change', note, { signal })
  }
}

const radios = (field) => (Array.isArray(field) ? field : null)
const isCheck = ({ type }) => type === 'checkbox'

const valueOf = (field) => (radios(field) ? field.find(({ checked }) => checked)?.value : isCheck(field) ? field.checked : field.value)

function set(field, value) {
  if (radios(field)) field.find((one) => one.value === value).checked = true
  else if (isCheck(field)) field.checked = value
  else field.value = value
}

// Whether this can be chosen there.
function fits(field, value) {
  if (isCheck(field)) return typeof value === 'boolean'
  if (typeof value !== 'string') return false
  if (field.type === 'range') return value !== '' && Number(value) >= Number(field.min) && Number(value) <= Number(field.max)
  return [...radios(field) ?? field.options].some((one) => one.value === value)
}
