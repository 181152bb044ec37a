// What the network is given: a drawing, a picture from elsewhere, the camera's, or a test image; and how that is moved.

import { notice } from '../notices.mjs'
import { Camera } from './camera.mjs'
import { Move } from './move.mjs'
import { blank, inkOf, openFile, takeFiles } from './picture.mjs'
import { Sheet } from './sheet.mjs'
import { bytesOf } from '../base64.mjs'
import { a, write } from '../text.mjs'

const letters = (ink) => btoa(String.fromCharCode(...ink))

export function enliven({ container, send }) {
  const part = (name) => container.querySelector(name)
  const listening = new AbortController()
  const { signal } = listening
  let drawings = 0 // that this Python was given
  const give = (kind, ink) => {
    notice('picture', '')
    container.given = { drawing: kind === 'draw' ? ink : null } // outlasts Python
    drawings += kind === 'draw'
    send(kind, ink && letters(ink))
  }
  const sheet = new Sheet(part('.sheet canvas'), (ink) => give('draw', ink), (words) => write(part('.pen'), words))
  if (container.given?.drawing) give('draw', container.given.drawing)
  const move = new Move(part('.moving'), send)

  const clear = () => {
    sheet.clear()
    give('clear')
  }
  sheet.onClear = clear

  const [digit, number] = ['digit', 'number'].map((name) => part(`[data-test="${name}"]`))
  const test = () => {
    sheet.clear()
    container.given = { drawing: null }
    notice('picture', '')
    send('test image', digit.value === '' ? null : Number(digit.value))
  }
  digit.addEventListener('change', test, { signal })
  number.addEventListener('change', () => {
    notice('picture', '')
    number.value === '' ? (number.value = known?.[0] ?? '') : send('look at', Math.round(Number(number.value)))
  }, { signal })
  digit.disabled = number.disabled = false

  const take = async (file) => {
    const before = container.given
    try {
      const ink = inkOf(await openFile(file))
      if (container.given !== before) {
        return // what was given meanwhile is the later one
      }
      if (ink === null) {
        throw new Error(`No digit stands out from the ground in “${file.name}”: write it dark on light, or light on dark.`)
      }
      camera.stop()
      sheet.clear()
      give('draw', ink)
    } catch (problem) {
      notice('picture', problem.name === 'SecurityError' ? `“${file.name}” has parts from elsewhere that may not be read. Save it as PNG or JPEG.` : problem.message)
    }
  }
  takeFiles({ container, input: part('.drawing input[type=file]'), signal, take, refuse: (words) => notice('picture', words) })

  let before = [] // strokes
  const isLive = (live) => {
    part('.sheet').toggleAttribute('data-live', live)
    part('.sheet canvas').inert = live
    part('.tasks.still').hidden = live
    part('.tasks.live').hidden = !live
    part(live ? '[data-do="take"]' : '[data-do="camera"]').focus({ preventScroll: true })
  }
  const camera = new Camera(part('.sheet video'), {
    begin: () => {
      before = sheet.strokes
      sheet.clear()
      isLive(true)
    },
    show: (ink) => give('live', ink ?? blank()),
    end: () => {
      isLive(false)
      sheet.strokes = before
      send('live', null)
    },
    say: (words) => notice('picture', words),
  })
  const takeIt = () => {
    const ink = camera.look() ?? blank()
    camera.stop()
    sheet.clear()
    give('draw', ink)
  }

  const tasks = {
    clear, 'test image': test, camera: () => camera.start(), take: takeIt, stop: () => camera.stop(),
    image: () => part('.drawing input[type=file]').click(),
  }
  for (const button of container.querySelectorAll('.drawing [data-do]')) {
    button.disabled = false
    button.addEventListener('click', () => tasks[button.dataset.do]?.(), { signal })
  }
  let seen // what the network sees
  let known = null // of a test image: [its number, its digit]
  const show = () => {
    if (seen) sheet.show(seen, move.isMoved)
    write(part('#digits-sheet'), `${onSheet(sheet, seen, known)}${move.isMoved ? ', moved' : ''}.`)
  }
  return {
    show: {
      move: (state) => {
        if (!state.drawn && !sheet.drawing) sheet.clear()
        if (!state.drawn && state.drawings === drawings) container.given = null // another image was chosen since
        move.show(state)
        show() // of another image the picture may be the same
      },
      image: (image) => {
        seen = image
        show()
      },
      test: (test) => {
        known = test
        number.value = test?.[0] ?? ''
        show()
      },
      shifts: (shifts) => { if (shifts) move.showShifts(shifts) },
    },
    end: () => {
      listening.abort()
      camera.destroy()
      sheet.destroy()
      move.destroy()
    },
  }
}

// What lies on the sheet, in words.
function onSheet({ strokes }, seen, known) {
  if (known !== null) {
    return `Test image ${known[0]}, ${a(known[1])}`
  }
  if (strokes.length > 0) {
    return strokes.length === 1 ? 'A drawing of one stroke' : `A drawing of ${strokes.length} strokes`
  }
  return seen && bytesOf(seen).some((byte) => byte > 0) ? 'A picture' : 'The sheet is empty'
}
