// Speaks the worker's protocol and nothing else: `ask(name)` resolves with what Python says about that module.

const manifest = JSON.parse(document.getElementById('manifest').textContent)
const worker = new Worker(new URL(manifest.files['worker.mjs'].path, document.baseURI), { type: 'module' })
const root = document.documentElement
let ids
let answered

worker.onmessage = ({ data }) => {
  if (data.type === 'render') {
    ids = data.root_ids
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
  worker.postMessage({ type: 'patch', content: JSON.stringify({ events: [event] }) })
})

worker.postMessage({ type: 'start', manifest, base: document.baseURI, fragment: '' })
