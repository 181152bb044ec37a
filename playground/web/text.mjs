// Lets an element say something. A page has less to lay out anew where words change than where they are taken away and put back.
export function write(element, words) {
  const [text, ...more] = element.childNodes
  if (text?.nodeType !== Node.TEXT_NODE || more.length > 0) {
    element.textContent = words
  } else if (text.data !== words) {
    text.data = words
  }
}

// A digit as one of its kind: a 7, an 8.
export const a = (digit) => `${digit === 8 ? 'an' : 'a'} ${digit}`
