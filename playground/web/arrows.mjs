// What the arrow keys mean: how far away something lies in a direction, which is [right, down].

// From one place [x, y] to another one; what lies aside counts double, and what does not lie in that direction is nowhere.
export function away([x, y], [toX, toY], [right, down]) {
  const along = right * (toX - x) + down * (toY - y)
  const aside = Math.abs(down * (toX - x)) + Math.abs(right * (toY - y))
  return along > 1 ? along + 2 * aside : Infinity
}

export const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
