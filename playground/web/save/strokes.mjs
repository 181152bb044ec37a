// What several pictures draw with a pen.

// Bokeh's own drawing of a figure.
export function drawFigure(pen, view) {
  const drawing = document.importNode(view.export('svg', false).ctx.get_svg(), true)
  for (const unseen of drawing.querySelectorAll('[fill="none"][stroke-opacity="0"]')) {
    unseen.remove() // every text is there a second time
  }
  pen.group.append(drawing)
}

// A mark of a legend: a line to the right.
export function rule(pen, width, stroke, thick, dashed) {
  pen.beginPath()
  pen.moveTo(0, 0)
  pen.lineTo(width, 0)
  Object.assign(pen, { strokeStyle: stroke, lineWidth: thick })
  pen.setLineDash(dashed)
  pen.stroke()
  pen.setLineDash([])
}
