// Own code as a file: saved with a first line that names its part; opened only after a person has seen what is in it.

import { download } from '../download.mjs'

const HEAD = /^# Glassbox: (.+)\r?\n/
const LONGEST = 100_000

export function saveFile(part, text) {
  download(`${part.key.replace(/\W+/g, '-')}.py`, [`# Glassbox: ${part.key}\n`, text], 'text/x-python')
}

// What a file brings: {key, text} (the key of the part that it names, undefined if it names none), or {problem}.
export async function readFile(file) {
  if (file.size > LONGEST) {
    return { problem: `${file.name} is too large to be a part of a network.` }
  }
  const text = (await file.text()).replace(/\r\n?/g, '\n')
  if (text.includes('\0') || text.includes('\uFFFD')) {
    return { problem: `${file.name} is not a text.` }
  }
  return { key: text.match(HEAD)?.[1].trim(), text: text.replace(HEAD, '') }
}

// Shows the code of a file and asks; true if it is to be put into the editor.
export function ask(dialog, { name, title, text }) {
  dialog.querySelector('.from').textContent = `${name}, in place of: ${title}`
  dialog.querySelector('pre').textContent = text
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((answer) => {
    dialog.addEventListener('close', () => answer(dialog.returnValue === 'take'), { once: true })
  })
}
