// Pictures from elsewhere, made into ink as a drawing has it: SIDE × SIDE bytes, 0 paper to 255 ink.

import { PEN, SIDE } from './sheet.mjs'

const WORK = 224 // pixels of the longer side of what is worked on
const RING = 0.04 // of it: the border, which is taken for paper
const TOP = 0.998 // so many of all pixels have less ink than what is taken for full ink
const FAINTEST = 25 // of 255: full ink that differs less from paper is none
const [PAPER, INK] = [0.3, 0.75] // of full ink: less is paper, more is ink
const MARGIN = 0.08 // of the sheet's side, around the digit
const USUAL = 0.7 // of the sheet's side: how large people draw with its pen
const MOST_BYTES = 60e6
const MOST_PIXELS = 60e6

export const blank = () => new Uint8ClampedArray(SIDE * SIDE)

// The picture in a file as an image element; what is wrong with it is thrown as a sentence.
export async function openFile(file) {
  const name = `“${file.name}”`
  if (file.size === 0) {
    throw new Error(`${name} is empty.`)
  }
  if (file.size > MOST_BYTES) {
    throw new Error(`${name} is too large: ${Math.round(file.size / 1e6)} MB, and a picture may have ${MOST_BYTES / 1e6} MB.`)
  }
  const image = new Image()
  const address = URL.createObjectURL(file)
  try {
    await new Promise((done, failed) => Object.assign(image, { onload: done, onerror: failed, src: address }))
    const pixels = image.naturalWidth * image.naturalHeight
    if (pixels <= MOST_PIXELS) {
      await image.decode()
      return image
    }
    throw new RangeError(`${name} is too large: ${Math.round(pixels / 1e6)} million pixels, and ${MOST_PIXELS / 1e6} million can be opened here.`)
  } catch (problem) {
    throw problem instanceof RangeError ? problem : new Error(`${name} cannot be read as a picture. PNG, JPEG, WebP, GIF and SVG can.`)
  } finally {
    URL.revokeObjectURL(address)
  }
}

// Hears of files that are chosen, pasted or dropped while the page of `container` is seen.
export function takeFiles({ container, input, signal, take, refuse }) {
  const isSeen = () => !container.hidden && !document.querySelector('dialog[open]')
  input.addEventListener('change', () => {
    const [file] = input.files
    input.value = '' // so that the same one can be chosen again
    if (file) take(file)
  }, { signal })
  document.addEventListener('paste', (event) => {
    const file = [...event.clipboardData?.files ?? []].find(({ type }) => type.startsWith('image/'))
    if (file && isSeen()) {
      event.preventDefault()
      take(file)
    }
  }, { signal })
  for (const type of ['dragover', 'drop']) {
    document.addEventListener(type, (event) => {
      if (!isSeen()) {
        return
      }
      event.preventDefault() // the browser would open it in place of this page
      if (type === 'drop') {
        const [file] = event.dataTransfer.files
        file ? take(file) : refuse('What was dropped is not a file. Save the picture first, and drop its file.')
      }
    }, { signal })
  }
}

// What a picture shows as ink, or null if no digit stands out. `isSquare` takes the square in its middle.
export function inkOf(source, isSquare = false) {
  for (const ground of ['white', 'black']) { // where the picture is transparent
    const drawn = drawnIn(source, isSquare, ground)
    const ink = stretched(drawn)
    const box = ink && boxOf(ink, drawn.width, drawn.height)
    if (box) {
      return fitted(ink, drawn.width, drawn.height, box)
    }
  }
  return null
}

function drawnIn(source, isSquare, ground) {
  const [wide, high] = [source.naturalWidth || source.videoWidth || 1, source.naturalHeight || source.videoHeight || 1]
  const [width, height] = isSquare ? [Math.min(wide, high), Math.min(wide, high)] : [wide, high]
  const scale = WORK / Math.max(width, height)
  const canvas = new OffscreenCanvas(Math.max(8, Math.round(width * scale)), Math.max(8, Math.round(height * scale)))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context.fillStyle = ground
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, (wide - width) / 2, (high - height) / 2, width, height, 0, 0, canvas.width, canvas.height)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

// How much ink every pixel has, 0 to 1; null if that is nowhere much. Paper is what the border has, lit evenly more on one side;
// ink is darker or lighter than that, as most of what differs is.
function stretched({ data, width, height }) {
  const grey = new Float32Array(width * height)
  for (let i = 0; i < grey.length; i++) {
    grey[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]
  }
  const paper = plane(grey, width, height)
  const beyond = grey.map((value, i) => value - paper(i % width, Math.floor(i / width)))
  const sign = Math.sign(beyond.reduce((sum, value) => sum + value * Math.abs(value), 0))
  const counts = new Uint32Array(256)
  for (const value of beyond) {
    counts[Math.min(255, Math.max(0, Math.round(sign * value)))] += 1
  }
  let top = 0
  for (let below = counts[0]; below < TOP * grey.length; top += 1) {
    below += counts[top + 1]
  }
  return top < FAINTEST ? null : beyond.map((value) => Math.min(1, Math.max(0, ((sign * value) / top - PAPER) / (INK - PAPER))))
}

// The plane that fits the greys of the border best, least squares; the ring is symmetric, so its slopes are independent.
function plane(grey, width, height) {
  const ring = Math.max(1, Math.round(RING * Math.max(width, height)))
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]
  let [count, sum, sumX, sumY, squareX, squareY] = [0, 0, 0, 0, 0, 0]
  grey.forEach((value, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    if (Math.min(x, y, width - 1 - x, height - 1 - y) < ring) {
      count += 1
      sum += value
      sumX += value * (x - middleX)
      sumY += value * (y - middleY)
      squareX += (x - middleX) ** 2
      squareY += (y - middleY) ** 2
    }
  })
  return (x, y) => sum / count + (sumX / squareX) * (x - middleX) + (sumY / squareY) * (y - middleY)
}

// Where the digit stands, and how wide its strokes are: pixels of ink beside at least two others, lest a speck counts.
function boxOf(ink, width, height) {
  const is = (x, y) => x >= 0 && y >= 0 && x < width && y < height && ink[y * width + x] > 0.5
  const box = { left: width, top: height, right: 0, bottom: 0 }
  let [area, edge] = [0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const beside = is(x, y) ? is(x - 1, y) + is(x + 1, y) + is(x, y - 1) + is(x, y + 1) : 0
      if (beside >= 2) {
        area += 1
        edge += beside < 4
        box.left = Math.min(box.left, x)
        box.right = Math.max(box.right, x + 1)
        box.top = Math.min(box.top, y)
        box.bottom = Math.max(box.bottom, y + 1)
      }
    }
  }
  return area === 0 ? null : { ...box, stroke: (2 * area) / Math.max(1, edge) }
}

// The digit in the middle of a sheet; strokes thinner than those that people draw are made as wide.
function fitted(ink, width, height, { left, top, right, bottom, stroke }) {
  const own = new OffscreenCanvas(width, height)
  const pixels = new ImageData(width, height)
  ink.forEach((value, i) => {
    pixels.data[4 * i] = 255 * value // the sheet is read by its red
    pixels.data[4 * i + 3] = 255
  })
  own.getContext('2d').putImageData(pixels, 0, 0)

  const sheet = new OffscreenCanvas(SIDE, SIDE).getContext('2d')
  const scale = ((1 - 2 * MARGIN) * SIDE) / Math.max(right - left, bottom - top)
  sheet.fillRect(0, 0, SIDE, SIDE)
  sheet.imageSmoothingQuality = 'high'
  sheet.globalCompositeOperation = 'lighten'
  sheet.translate(SIDE / 2, SIDE / 2)
  sheet.scale(scale, scale)
  sheet.translate(-(left + right) / 2, -(top + bottom) / 2)
  const thinner = Math.max(0, (PEN / USUAL) * Math.max(right - left, bottom - top) - stroke) / 2
  const reaches = thinner === 0 ? [0] : [0, thinner / 2, thinner]
  for (const reach of reaches) {
    for (let angle = 0; angle < 2 * Math.PI; angle += reach === 0 ? 7 : Math.PI / 6) {
      sheet.drawImage(own, reach * Math.cos(angle), reach * Math.sin(angle))
    }
  }
  return sheet.getImageData(0, 0, SIDE, SIDE).data.filter((_, i) => i % 4 === 0)
}
