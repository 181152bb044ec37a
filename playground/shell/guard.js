// The first script of the page, and a plain one, so that somebody is there to say so when another script is missing, or when
// the browser does not know modules: those would leave the page waiting without a word.

(function () {
  function fail(detail) {
    var root = document.documentElement
    var notice = document.getElementById('notice')
    var status = document.getElementById('status')
    if (root.getAttribute('data-state') !== 'loading' || !notice || !status) return
    root.setAttribute('data-state', 'failed')
    status.textContent = 'Glassbox has stopped.'
    notice.hidden = false
    notice.textContent = 'A part of this page could not be loaded. Check your connection and reload the page; if that does ' +
      'not help, the site is incomplete and has to be published again, or this browser is too old: use a current one. ' + detail
  }

  function whenBodyIsThere(detail) {
    if (document.readyState !== 'loading') fail(detail)
    else document.addEventListener('DOMContentLoaded', function () { fail(detail) })
  }

  addEventListener('error', function (event) {
    if (event.target && event.target.tagName === 'SCRIPT') whenBodyIsThere('(' + event.target.src + ')')
  }, true)
  if (!('noModule' in HTMLScriptElement.prototype)) whenBodyIsThere('(no modules)')
})()
