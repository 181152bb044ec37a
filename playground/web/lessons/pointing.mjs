// Points out what a step wants looked at: a frame around it that fades, and nothing that stays in the way.

const PARTS = {
  header: '.top', play: '.acts', timeline: '.timeline', speed: '[data-slot="speed"]', data: '.side', settings: '.settings',
  network: '.network, .diagram', output: '.output, [data-slot="output"]', loss: '.loss, [data-slot="loss"]',
  drawing: '.sheet', maps: '.maps', answer: '[data-slot="answer"], .answer', panel: '.panel, [role="tabpanel"]' }
const SECONDS = 4

// The element of a page that goes by this name: a part, or the control of a setting, by its label.
export function found(container, name) {
  const part = PARTS[name] && container.querySelector(PARTS[name])
  if (part) return part
  const labels = [...container.querySelectorAll('[data-slot]')].filter((slot) => slot.dataset.slot === name.replaceAll(' ', '-'))
  return labels[0]
}

export function point(container, names) {
  for (const old of container.querySelectorAll('.pointed')) old.classList.remove('pointed')
  const parts = names.map((name) => found(container, name)).filter(Boolean)
  for (const part of parts) part.classList.add('pointed')
  parts[0]?.scrollIntoView({ block: 'nearest' })
  setTimeout(() => parts.forEach((part) => part.classList.remove('pointed')), SECONDS * 1000)
}
