// Speaks the worker's protocol and nothing else: `ask(name)` resolves with what Python says about that module.

const manifest = JSON.parse(document.getElementById('manifest').textContent)
const base = new URL(manifest.root, document.baseURI).href
const worker = new Worker(new URL(manifest.files['worker.mjs'].path, base), { type: 'module' })
const root = document.documentElement
const page = 'playground'
let ids
let answered

worker.onmessage = ({ data }) => {
  if (data.type === 'render') {
    ids = data.roots
    root.dataset.state = 'ready'
  } else if (data.type === 'patch') {
    answered(JSON.stringify(data.content))
  } else if (data.type === 'failed') {
    root.dataset.state = 'failed'
    root.dataset.message = `${data.message} ${data.detail}`
  }
}

window.ask = (name) => new Promise((resolve) => {
  answered = resolve
  const value = { type: 'map', entries: [['module', [name]]] }
  const event = { kind: 'ModelChanged', model: { id: ids.question }, attr: 'data', new: value }
  worker.postMessage({ type: 'patch', page, content: JSON.stringify({ events: [event] }) })
})

worker.postMessage({ type: 'start', manifest, base, page, plain: location.search === '?plain' })
worker.postMessage({ type: 'begin', page, fragment: '', kept: null })
