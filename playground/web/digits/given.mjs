// What the network is given: a drawing, a picture from elsewhere, the camera's, or a test image; and how that is moved.

import { notice } from '../notices.mjs'
import { Camera } from './camera.mjs'
import { Move } from './move.mjs'
import { blank, inkOf, openFile, takeFiles } from './picture.mjs'
import { Sheet } from './sheet.mjs'

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
  const sheet = new Sheet(part('.sheet canvas'), (ink) => give('draw', ink))
  if (container.given?.drawing) give('draw', container.given.drawing)
  const move = new Move(part('.moving'), send)

  const clear = () => {
    sheet.clear()
    give('clear')
  }
  sheet.onClear = clear

  const test = () => {
    sheet.clear()
    give('test image')
  }

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
  const show = () => { if (seen) sheet.show(seen, move.isMoved) }
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
