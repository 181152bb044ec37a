// What a person has chosen for the whole page: kept in localStorage and, put there by early.js before anything is painted, on
// the root element, where the style sheets see it.

const root = document.documentElement
const PLACES = { theme: 'choice', size: 'size', 'more-training': 'moreTraining', 'more-data': 'moreData', instruments: 'instruments', drawer: 'drawer', tour: 'tour' }

// What was chosen, by its name; undefined if nothing was.
export function chosen(name) {
  return root.dataset[PLACES[name]]
}

// Chooses something, or, with undefined, nothing.
export function choose(name, value) {
  value === undefined ? delete root.dataset[PLACES[name]] : (root.dataset[PLACES[name]] = value)
  try {
    value === undefined ? localStorage.removeItem(name) : localStorage.setItem(name, value)
  } catch {
    // A browser that keeps nothing still shows what was chosen.
  }
}
