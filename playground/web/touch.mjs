// What is said to hands: where nothing hovers over the page, its hints speak of no pointer and no keys.

const SAID = [
  [', or use the arrow keys,', ''],
  ['Point at', 'Tap'],
  ['. Click to', ' and to'],
  [', click to', ' and to'],
]

export const forHands = (text) =>
  matchMedia('(hover: none)').matches ? SAID.reduce((said, [from, to]) => said.replace(from, to), text) : text
