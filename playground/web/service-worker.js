// After the first visit everything is there without a network. The build puts three lines before this text: VERSION, a name
// for the site's content, FILES, the hash of each file that is kept, by its path below the folder in which this file lies, and
// IDLE, the same of files that make later visits quicker and are kept when there is time and room for them.
//
// Nothing is kept whose bytes do not match their hash, wherever they come from. A new version takes what stayed the same from
// the one before it; what is kept of that one stays while a page of it is open, since such a page still imports from it.

const SCOPE = self.registration.scope
const PREFIX = `glassbox ${SCOPE} `
const NAME = PREFIX + VERSION
const ABREAST = 4 // files that are kept at a time: with one after the other, three quarters of the time are waits
const PATIENCE = 3000 // milliseconds that the network has for the page when a kept one can answer
const AGAIN = [2000, 15_000] // milliseconds after which what could not be kept is tried once more

const address = (path) => new URL(path, SCOPE).href
const pathOf = (url) => url.split(/[?#]/)[0].slice(SCOPE.length)
const isAsset = (path) => path.startsWith('assets/')
const hex = (hash) => Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')

// How the hash of a file begins. One that FILES does not name, since only few ask for it, carries 12 digits of it in its name.
function hashOf(path) {
  return FILES[path] ?? IDLE[path] ?? /-([0-9a-f]{12})\.\w+$/.exec(path)?.[1]
}

// The path of a page, whichever way it is asked for; undefined for anything else.
function pageOf(path) {
  const folder = path.replace(/(^|\/)index\.html$/, '$1') || './'
  return folder.endsWith('/') && Object.hasOwn(FILES, folder) ? folder : undefined
}

// The version that a page of ours names; undefined for half a page and for anybody else's.
function versionOf(html) {
  try {
    const [, manifest] = /<script type="application\/json" id="manifest">(.*?)<\/script>.*<\/html>\s*$/s.exec(html)
    return JSON.parse(manifest).version
  } catch {
    return undefined
  }
}

// A response as it may be kept, if its bytes are those that belong to the path.
async function proven(path, response) {
  const wanted = hashOf(path)
  if (!response?.ok || wanted === undefined) return undefined
  const bytes = await response.arrayBuffer()
  if (!hex(await crypto.subtle.digest('SHA-256', bytes)).startsWith(wanted)) return undefined
  const headers = new Headers(response.headers)
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name)
  return new Response(bytes, { headers })
}

// What is kept for a path, in any version; a storage that does not answer has kept nothing.
async function find(path) {
  try {
    const own = await caches.open(NAME)
    return (await own.match(address(path))) ?? (await caches.match(address(path)))
  } catch {
    return undefined
  }
}

// Keeps a copy of what somebody has just been given; where there is no room they have it all the same.
async function keepCopy(path, copy) {
  try {
    const right = await proven(path, copy)
    if (right) await (await caches.open(NAME)).put(address(path), right)
  } catch (error) {
    console.info(`${path} is not kept:`, error)
  }
}

async function keep(cache, path) {
  const url = address(path)
  const sources = [
    () => find(path),
    () => fetch(url, { cache: isAsset(path) ? 'default' : 'no-cache' }),
    () => fetch(url, { cache: 'reload' }),
  ]
  for (const ask of sources) {
    const right = await proven(path, await ask())
    if (right) return cache.put(url, right)
  }
  throw new Error(`${url} is not the file that belongs here`)
}

// Keeps all that is not kept yet, or as much as there is before one cannot be kept.
async function fill() {
  const cache = await caches.open(NAME)
  const there = new Set((await cache.keys()).map((request) => request.url))
  const missing = Object.keys(FILES).filter((path) => !there.has(address(path)))
  const work = async () => {
    while (missing.length > 0) await keep(cache, missing.shift())
  }
  const ends = await Promise.allSettled(Array.from({ length: ABREAST }, () => work().finally(() => { missing.length = 0 })))
  const error = ends.find(({ status }) => status === 'rejected')?.reason
  if (error) {
    if (error.name === 'QuotaExceededError') await caches.delete(NAME) // half of it is of no use, and the room may be
    throw error
  }
}

// A network says that it is there before it answers.
async function fillPatiently() {
  for (const pause of AGAIN) {
    try {
      return await fill()
    } catch (error) {
      if (error.name === 'QuotaExceededError') throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return fill()
}

// What only makes a visit quicker costs nobody anything that is scarce.
async function fillIdly() {
  if (navigator.connection?.saveData) return
  const cache = await caches.open(NAME)
  for (const path of Object.keys(IDLE)) if (!await cache.match(address(path))) await keep(cache, path)
}

// Removes the versions of which no page is open any more.
async function clean() {
  if (self.registration.installing || self.registration.waiting) return
  const { held } = await navigator.locks.query()
  const open = new Set(held.map((lock) => lock.name))
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === NAME) continue
    const page = await (await caches.open(name)).match(SCOPE)
    if (!page || !open.has(PREFIX + versionOf(await page.text()))) await caches.delete(name)
  }
}

// Whoever got a damaged file asks past all caches. Pages have a word for that, Python only a header.
const isAnew = ({ cache, headers }) => cache === 'reload' || headers.get('cache-control') === 'no-cache'

async function keptFirst({ request }, path, wait) {
  const kept = isAnew(request) ? undefined : await find(path)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) wait(keepCopy(path, response.clone()))
  return response
}

// A page is asked for anew, so that a new version is seen at once. The kept one answers when that takes too long, and when what
// comes is no whole page of ours, such as that of a network that wants a login. Who moves a site leaves a service worker at
// the old place that unregisters itself; else those who know it would see it for ever.
async function newestFirst(event, path, wait) {
  const kept = await find(path)
  if (!kept) return keptFirst(event, path, wait)
  const fresh = fetch(event.request).then(async (response) => {
    const isOurs = response.ok && versionOf(await response.clone().text()) !== undefined
    return isOurs ? response : kept
  })
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept))
  return Promise.race([fresh, late]).catch(() => kept)
}

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(clean().then(() => self.clients.claim())))
self.addEventListener('message', (event) => {
  if (event.data === 'keep') event.waitUntil(fillPatiently().then(clean).then(fillIdly).catch((error) => console.info('Not all is kept:', error)))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || !request.url.startsWith(SCOPE)) return
  const path = pathOf(request.url)
  const page = pageOf(path)
  const wait = (work) => event.waitUntil(work)
  if (page) event.respondWith((request.mode === 'navigate' ? newestFirst : keptFirst)(event, page, wait))
  else if (request.mode === 'navigate' && pageOf(`${path}/`)) event.respondWith(Response.redirect(address(`${path}/`)))
  else if (isAsset(path) || Object.hasOwn(FILES, path)) event.respondWith(keptFirst(event, path, wait))
})
