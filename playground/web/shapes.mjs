// The shapes of the classes, in their order, as they are drawn outside of Bokeh's plots.

export const SHAPES = ['square', 'circle', 'triangle', 'diamond', 'inverted triangle', 'hexagon']
export const CORNERS = {
  square: [[-5, -5], [5, -5], [5, 5], [-5, 5]],
  triangle: [[0, -5.5], [5.5, 4.5], [-5.5, 4.5]],
  diamond: [[0, -6], [5, 0], [0, 6], [-5, 0]],
  'inverted triangle': [[0, 5.5], [5.5, -4.5], [-5.5, -4.5]],
  hexagon: [[-3, -5], [3, -5], [6, 0], [3, 5], [-3, 5], [-6, 0]],
}
