// While lessons are written, the server of `python build --watch` puts this script into every document that it sends. It
// shows what is wrong in a lesson, and loads the page anew when its document has become another one.

const site = new URL('./', import.meta.url)
const first = place()
const made = { [first]: new URL(import.meta.url).searchParams.get('made') }
const note = document.createElement('p')

note.setAttribute('role', 'alert')
Object.assign(note.style, {
  position: 'fixed', insetInline: '0', top: '0', zIndex: '1000', margin: '0', padding: '1rem', whiteSpace: 'pre-wrap',
  overflow: 'auto', maxHeight: '50vh', font: '1rem/1.4 monospace', color: 'white', background: '#7a1020',
})

// The folder of the document that is shown, as the server names it: one page may have become another one.
function place() {
  return location.pathname.slice(site.pathname.length).replace(/(index\.html|\/)$/, '').replace(/\/$/, '') || '.'
}

function hear({ data }) {
  const told = JSON.parse(data)
  for (const [name, digest] of Object.entries(told.made)) made[name] ??= digest
  if ([first, place()].some((name) => told.made[name] && told.made[name] !== made[name])) return location.reload()
  const words = told.busy ? 'A lesson has changed. It is being built…' : told.problem
  note.style.background = told.busy ? '#1a4a7a' : '#7a1020'
  if (note.textContent !== words) note.textContent = words
  words ? document.body.append(note) : note.remove()
}

new EventSource(new URL('.events', site)).addEventListener('message', hear)
