// What a person has chosen for the whole page, before anything is painted; choices.mjs and theme.mjs go on from there.

(function () {
  var root = document.documentElement
  var known = { theme: ['light', 'dark'], size: ['large'], 'more-training': ['open'], 'more-data': ['open'],
    instruments: ['curves', 'health', 'histograms', 'weights', 'confusion', 'landscape', 'compare', 'sweep', 'findings', 'run'] }
  try {
    if (/^[0-9]{2}$/.test(localStorage.getItem('drawer'))) root.setAttribute('data-drawer', localStorage.getItem('drawer'))
    for (var name in known) {
      var chosen = localStorage.getItem(name)
      if (known[name].indexOf(chosen) >= 0) root.setAttribute('data-' + (name === 'theme' ? 'choice' : name), chosen)
    }
    // Who comes for the first time, and by no link, is offered the tour.
    root.setAttribute('data-tour', localStorage.getItem('tour') || location.hash ? 'seen' : 'new')
  } catch (error) { /* a browser that keeps nothing */ }
  var parts = /[#&]show=([a-z,]+)/.exec(location.hash)
  if (parts) root.setAttribute('data-show', parts[1].replace(/,/g, ' '))
  var hidden = /[#&]hide=([a-z0-9_,-]+)/.exec(location.hash)
  if (hidden) root.setAttribute('data-hide', hidden[1].replace(/,/g, ' ').replace(/-/g, '_'))
  var system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  root.setAttribute('data-theme', root.getAttribute('data-choice') || system)
})()
