// The theme and the size that a person has chosen, before anything is painted; theme.mjs goes on from there.

(function () {
  var root = document.documentElement
  var known = { choice: ['light', 'dark'], size: ['large'] }
  var chosen = {}
  try {
    chosen = { choice: localStorage.getItem('theme'), size: localStorage.getItem('size') }
  } catch (error) { /* a browser that keeps nothing */ }
  for (var name in known) {
    if (known[name].indexOf(chosen[name]) >= 0) root.setAttribute('data-' + name, chosen[name])
  }
  var system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  root.setAttribute('data-theme', root.getAttribute('data-choice') || system)
})()
