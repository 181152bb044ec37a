// The first script of the page, and a part of the page itself, so that it is there whatever else is not. It says what is wrong
// while the page starts, asks anew for what arrived damaged, and never lets the page wait without a word. Plain old JavaScript:
// a browser that knows nothing newer must be told so.

(function () {
  var root = document.documentElement
  var here = location.href
  var PATIENCE = 1000 * (root.getAttribute('data-patience') || 20) // milliseconds without any news
  var TICKS = 10 // in which PATIENCE is counted: a page that was held up itself has not waited for others
  var AGAIN = 5 * 60e3 // milliseconds in which the page reloads itself only so often
  var TIMES = 2
  var ADVICE = 'Check your connection, and whether this network wants you to log in first; then reload the page. If that does ' +
    'not help, the site is incomplete and has to be published again.'
  var SLOW = 'This takes longer than it should. On a slow connection or an old machine, wait a little; otherwise reload the page.'
  var BROKEN = 'The page could not be put together. Reload it; if it happens again, report it with the details.'
  var MENDED = 'A part of the page had arrived damaged. It is right now: reload the page.'
  var OLD = 'This browser is too old for this page. Use a current Firefox, Chrome, Edge or Safari.'

  var quiet = 0
  var isSlow = false
  var isMending = false
  var ran = [] // script elements
  var guard = window.guard = { fail: fail, mend: mend, news: news, workerSpoke: false }

  function byId(id) { return document.getElementById(id) }
  function isLoading() { return root.getAttribute('data-state') === 'loading' }

  // Half a document may have no place for a notice.
  function notice() {
    if (byId('notice')) return byId('notice')
    var made = document.createElement('p')
    made.id = 'notice'
    made.setAttribute('role', 'alert')
    var place = document.body || root
    return place.insertBefore(made, place.firstChild)
  }

  // The end of the page's work: a sentence, and details for who wants them.
  function fail(message, detail) {
    if (root.getAttribute('data-state') === 'failed') return
    root.setAttribute('data-state', 'failed')
    if (document.querySelector('.status')) document.querySelector('.status').textContent = 'Glassbox has stopped.'
    var place = notice()
    place.hidden = false
    place.textContent = String(message).slice(0, 600)
    if (!detail) return
    var details = document.createElement('details')
    details.appendChild(document.createElement('summary')).textContent = 'Details'
    details.appendChild(document.createElement('pre')).textContent = String(detail).slice(0, 6000)
    place.appendChild(details)
  }

  // Something has arrived: the waiting begins anew.
  function news() {
    quiet = 0
    if (isSlow && isLoading()) notice().hidden = true
    isSlow = false
  }

  // Asks for a file; resolves when it is the right one. Without a secure context there are no hashes: then its size must do.
  function take(file, cache) {
    var stop = window.AbortController ? new AbortController() : { abort: function () {} }
    var timer
    var late = new Promise(function (_, reject) {
      timer = setTimeout(function () { reject('no answer'); stop.abort() }, PATIENCE)
    })
    var whole = fetch(file.url, { cache: cache, signal: stop.signal }).then(function (response) {
      if (!response.ok) throw 'HTTP status ' + response.status
      return response.arrayBuffer()
    }).then(function (bytes) {
      if (bytes.byteLength !== file.size) throw bytes.byteLength + ' bytes instead of ' + file.size
      return window.crypto && crypto.subtle ? crypto.subtle.digest('SHA-256', bytes) : null
    }).then(function (hash) {
      if (hash && hex(hash) !== file.sha256) throw 'not the file that belongs here'
    })
    return Promise.race([whole, late]).finally(function () { clearTimeout(timer) })
  }

  function hex(hash) {
    return Array.from(new Uint8Array(hash), function (byte) { return ('0' + byte.toString(16)).slice(-2) }).join('')
  }

  // Looks at a script of the page, and past all caches where it is not right; what is right now lies in the cache.
  function look(file, isStalled) {
    var anew = function () {
      return take(file, 'reload').then(function () { return { isNew: true } })
    }
    var looked = isStalled ? anew() : take(file, 'default').then(function () { return {} }, anew)
    return looked.catch(function (reason) { return { name: file.name, reason: file.url + ': ' + reason } })
  }

  // The scripts that this page starts with.
  function scripts() {
    var manifest = JSON.parse(byId('manifest').textContent)
    return manifest.scripts.map(function (name) {
      var file = manifest.files[name]
      return { name: name, url: new URL(manifest.root + file.path, here).href, size: file.size, sha256: file.sha256 }
    })
  }

  // Names the script that cannot be had, or begins anew with what is right now; `message` is for when it was
  // none of them.
  function mend(isStalled, message, detail) {
    if (isMending) return
    isMending = true
    Promise.all(scripts().map(function (file) { return look(file, isStalled) })).then(function (found) {
      var bad = found.filter(function (one) { return one.reason })
      var isNew = found.some(function (one) { return one.isNew })
      if (bad.length) fail('The file ' + bad[0].name + ' could not be loaded. ' + ADVICE, reasons(bad))
      else if (isNew && reload()) return
      else if (isNew) fail(MENDED)
      else if (isStalled) wait()
      else fail(message, detail)
    }).catch(function (error) { fail(message || BROKEN, error) })
  }

  function reasons(bad) {
    return bad.map(function (one) { return one.reason }).join('\n')
  }

  // Half a document is asked for past all caches, since one that was cut short on its way may be kept as a whole one.
  function mendDocument() {
    if (isMending) return
    isMending = true
    if (here.indexOf('file:') === 0) {
      fail('This file is not whole. Copy it again from where it came.', here)
      return
    }
    var sentence = 'The page arrived only in part. ' + ADVICE
    var late = setTimeout(function () { fail(sentence, here + ': no answer') }, PATIENCE)
    fetch(here, { cache: 'reload' }).then(function (response) { return response.text() }).then(function (text) {
      clearTimeout(late)
      if (text.indexOf('id="end"') < 0 || !reload()) fail(sentence, here)
    }, function (error) { fail(sentence, here + ': ' + error) })
  }

  function reload() {
    if (!isLoading()) return false
    try {
      var before = JSON.parse(sessionStorage.getItem('glassbox reloaded') || '[]').filter(function (time) {
        return Date.now() - time < AGAIN
      })
      if (before.length >= TIMES) return false
      sessionStorage.setItem('glassbox reloaded', JSON.stringify(before.concat(Date.now())))
    } catch (error) {
      return false // who cannot remember would reload for ever
    }
    location.reload()
    return true
  }

  function silence() {
    var waiting = [].some.call(document.scripts, function (script) { return script.src && ran.indexOf(script) < 0 })
    if (document.readyState === 'loading') mendDocument()
    else if (waiting || !guard.workerSpoke) mend(true)
    else wait()
  }

  // Everything is there, and it only takes long: nothing has failed yet.
  function wait() {
    isMending = false
    if (!isLoading()) return
    isSlow = true
    notice().hidden = false
    notice().textContent = SLOW
  }

  var watch = setInterval(function () {
    quiet += 1
    if (quiet === TICKS) silence()
  }, PATIENCE / TICKS)

  // The start is over, one way or the other; one that went well forgets what it took.
  new MutationObserver(function () {
    if (isLoading()) return
    clearInterval(watch)
    if (root.getAttribute('data-state') === 'ready') forget()
  }).observe(root, { attributes: true, attributeFilter: ['data-state'] })

  function forget() {
    try { sessionStorage.removeItem('glassbox reloaded') } catch (error) { return }
  }

  addEventListener('error', function (event) {
    if (!isLoading()) return
    if (event.target && event.target.tagName === 'SCRIPT') mend(false, BROKEN, event.target.src)
    else if (event.error) mend(false, BROKEN, event.error.stack || event.message)
  }, true)
  addEventListener('unhandledrejection', function (event) {
    if (isLoading()) mend(false, BROKEN, (event.reason && event.reason.stack) || event.reason)
  })
  document.addEventListener('load', function (event) { // the window does not hear of it
    ran.push(event.target)
    news()
  }, true)
  addEventListener('DOMContentLoaded', function () {
    news()
    if (!('noModule' in HTMLScriptElement.prototype)) fail(OLD)
    else if (!byId('end')) mendDocument()
  })
  if (window.PerformanceObserver) new PerformanceObserver(news).observe({ entryTypes: ['resource'] })
})()
