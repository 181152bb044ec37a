// A hint has words for a pointer and keys, and words for a finger: {keys, touch}, declared beside one another. In HTML they are
// the classes `for-keys` and `for-touch`, of which base.css shows one.

const fingers = matchMedia('(hover: none)')

// Those for this device; words that are the same for all are a text.
export const forHands = (words) => (typeof words === 'string' ? words : words[fingers.matches ? 'touch' : 'keys'])
