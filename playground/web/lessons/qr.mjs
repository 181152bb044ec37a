// The present address as a QR code, so that every phone and computer in the room stands at this very state.

import { button, icon, make } from '../make.mjs'

const CLOSE = 'M6.5 6.5l11 11M17.5 6.5l-11 11'
const LONGEST = 2000 // letters of an address whose code can still be read from the last row
const QUIET = 4 // modules of white around a code, without which many readers do not find it
const SVG = 'http://www.w3.org/2000/svg'

let dialog

export async function showCode(address) {
  dialog?.remove()
  dialog = made(address, address.length > LONGEST ? undefined : picture((await import('./qrcode.mjs')).qrcode, address))
  document.body.append(dialog)
  dialog.showModal()
}

// The shortest fragment that names the same place as `fragment`, by a lesson's `state`: what its own link says, and what is
// different here from where that leads to. A code of fewer letters is read from farther away.
export function shortest(fragment, state) {
  const partsOf = (text) => new Map(text.split('&').map((part) => [part.split('=')[0], part]))
  const [here, there, said] = [fragment, state.stands, state.fragment].map(partsOf)
  for (const name of there.keys()) if (!here.has(name)) here.set(name, `${name}=`)
  for (const [name, part] of here) if (part !== there.get(name)) said.set(name, part)
  return [...said.values()].join('&')
}

function made(address, code) {
  const close = make('button', { type: 'submit', className: 'tool', ariaLabel: 'Close', title: 'Close' }, icon(CLOSE))
  const copy = button('Copy link', async () => {
    said.textContent = await navigator.clipboard?.writeText(address).then(() => 'The link is copied.', () => '') || 'Mark the address above, and copy it.'
  })
  const said = make('p', { className: 'said', role: 'status' })
  const words = code ? 'Whoever scans it opens this lesson with the run as it stands now.'
    : `This address has ${address.length.toLocaleString('en')} letters: too many for a code that can be read from afar. Copy it, and send it.`
  const element = make('dialog', { id: 'qr' },
    make('form', { method: 'dialog' }, make('h2', { id: 'qr-title' }, 'This very state'), close),
    ...(code ? [code] : []), make('p', {}, words), make('p', { className: 'address', tabIndex: 0 }, address), copy, said)
  element.setAttribute('aria-labelledby', 'qr-title')
  return element
}

function picture(qrcode, address) {
  const code = qrcode(0, 'M')
  code.addData(address)
  code.make()
  const count = code.getModuleCount()
  const numbers = Array.from({ length: count }, (_, number) => number)
  const dark = numbers.flatMap((row) => numbers.filter((column) => code.isDark(row, column)).map((column) => `M${column} ${row}h1v1h-1z`))
  const part = (tag, attributes) => {
    const one = document.createElementNS(SVG, tag)
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value)
    return one
  }
  const side = count + 2 * QUIET
  const svg = part('svg', { class: 'code', viewBox: `${-QUIET} ${-QUIET} ${side} ${side}`, role: 'img', 'aria-label': 'QR code of the address below', 'shape-rendering': 'crispEdges' })
  svg.append(part('rect', { x: -QUIET, y: -QUIET, width: side, height: side, fill: '#fff' }), part('path', { d: dark.join(''), fill: '#000' }))
  return svg
}
