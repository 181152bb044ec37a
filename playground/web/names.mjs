// Accessible names that Bokeh's widgets lack: a slider's handle and a number's field are told what they set. What has no
// name and sets nothing is no stop on the way through the page.

export function mendNames(views) {
  for (const view of views) {
    for (const child of descendants(view)) {
      name(child)
      child.model.properties.children?.change.connect(() => mendLater(child))
    }
  }
}

// What comes into a layout later is named when it is there.
function mendLater(view) {
  const { child_views: views, model } = view
  if (views.length === model.children.length && views.every(({ el }) => el.isConnected)) {
    mendNames(views)
  } else {
    requestAnimationFrame(() => mendLater(view))
  }
}

function* descendants(view) {
  yield view
  for (const child of view.child_views ?? []) {
    yield* descendants(child)
  }
}

function name(view) {
  const root = view.shadow_el
  if (view.canvas_view !== undefined) {
    view.canvas_view.events_el.removeAttribute('tabindex')
  }
  if (view.model.css_classes?.includes('pictures')) {
    leaveToPointer(root)
    new MutationObserver(() => leaveToPointer(root)).observe(root, { childList: true })
    return
  }
  const { tags, title, label } = view.model
  const plain = [tags?.[0], title, label].find((text) => typeof text === 'string' && text !== '')
  if (root == null || plain === undefined) {
    return
  }
  for (const handle of root.querySelectorAll('.noUi-handle')) {
    handle.setAttribute('aria-label', plain)
    sayInWords(view.model, handle)
  }
  for (const field of root.querySelectorAll('input')) {
    field.setAttribute('aria-label', plain)
  }
  nameGroup(root, plain)
  showName(root)
  keepFocus(view)
}

// Pictures that set what a list beside them sets: for the pointer, which does not take the focus there; keyboards and screen
// readers have the list.
function leaveToPointer(root) {
  const group = root.querySelector('.bk-btn-group')
  group.setAttribute('aria-hidden', 'true')
  group.addEventListener('mousedown', (event) => event.preventDefault())
  for (const button of group.querySelectorAll('.bk-btn')) {
    button.tabIndex = -1
    button.title = button.textContent.trim()
  }
}

// Several buttons have the name of what they set; Bokeh makes a group anew when other buttons belong into it.
function nameGroup(root, plain) {
  const name = () => {
    const group = root.querySelector('.bk-btn-group:not([role=group])')
    if (group !== null && group.querySelectorAll('.bk-btn').length > 1) {
      group.setAttribute('role', 'group')
      group.setAttribute('aria-label', plain)
      sayPressed(group)
    }
  }
  name()
  new MutationObserver(name).observe(root, { childList: true })
}

// Which buttons of a group are chosen is said, not only shown.
function sayPressed(group) {
  const say = () => {
    for (const button of group.querySelectorAll('.bk-btn')) {
      button.setAttribute('aria-pressed', button.classList.contains('bk-active'))
    }
  }
  say()
  new MutationObserver(say).observe(group, { subtree: true, attributes: true, attributeFilter: ['class'] })
}

// A slider says its value in the words that stand beside it; the slider itself keeps writing the bare number.
function sayInWords(model, handle) {
  const say = () => {
    const words = model.tags[1]
    if (words !== undefined && handle.getAttribute('aria-valuetext') !== words) {
      handle.setAttribute('aria-valuetext', words)
    }
  }
  say()
  new MutationObserver(say).observe(handle, { attributes: true, attributeFilter: ['aria-valuetext'] })
  model.properties.tags.change.connect(say)
}

// A button that shows only an icon tells its name to the pointer too.
function showName(root) {
  const button = root.querySelector('.bk-btn:only-child')
  if (button !== null) {
    button.title = button.textContent.trim()
  }
}

// Bokeh makes a button anew when its label changes; whoever has just pressed it by keyboard must not lose their place.
function keepFocus(view) {
  const root = view.shadow_el
  let held = false
  root.addEventListener('focusin', () => { held = true })
  root.addEventListener('focusout', () => setTimeout(() => { held = root.activeElement !== null }))
  new MutationObserver(() => {
    showName(root)
    if (held && root.activeElement === null) {
      root.querySelector('button')?.focus()
    }
  }).observe(root, { childList: true })
}
