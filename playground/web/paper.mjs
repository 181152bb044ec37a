// Printing: what is painted on canvases cannot be painted anew for the paper, so it keeps the size and the colours that it has
// on the screen, made smaller where the sheet is narrower. The style sheets do the rest.

const SHEET = 700 // pixels of a sheet between its margins
const KEPT = { '.network': 1, '.strip': 1, '[data-slot="output"]': 0.34, '[data-slot="loss"]': 0.6 } // parts of the sheet's width

addEventListener('beforeprint', () => {
  const page = document.querySelector('.page:not([hidden])')
  for (const [selector, share] of Object.entries(KEPT)) {
    for (const part of page.querySelectorAll(selector)) {
      keep(part, SHEET * share)
    }
  }
  for (const diagram of page.querySelectorAll('.diagram')) {
    diagram.style.setProperty('--height', `${diagram.offsetHeight}px`)
  }
})

function keep(part, width) {
  const whole = Math.max(part.offsetWidth, part.scrollWidth)
  part.style.setProperty('--width', `${whole}px`)
  part.style.setProperty('--height', `${part.offsetHeight}px`)
  part.style.setProperty('--zoom', Math.min(1, width / whole))
}
