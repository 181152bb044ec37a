// The editor: Ace, without its workers, in the page's colours, left with Esc and Tab.

import { onThemeChange } from '../theme.mjs'

const SCRIPTS = ['./mode-python.js', './ext-searchbox.js', './theme-github.js', './theme-github_dark.js']
let loading

// Ace, loaded once; its parts know where it is by its global name.
function loaded() {
  loading ??= load('./ace.js').then(() => Promise.all(SCRIPTS.map(load))).then(() => globalThis.ace)
  loading.catch(() => { loading = undefined })
  return loading
}

function load(name) {
  return new Promise((done, failed) => {
    const src = new URL(name, import.meta.url).href
    const script = Object.assign(document.createElement('script'), { src, async: false, onload: done })
    script.onerror = () => failed(new Error(`${src} could not be loaded`))
    document.head.append(script)
  })
}

export class Editor {
  // `changed` is called when a person has changed the text.
  constructor(place, changed) {
    this.place = place
    this.changed = changed
    this.wanted = undefined
    this.problem = undefined
    this.silent = false
    this.ready = loaded().then((ace) => this.#build(ace))
  }

  #build(ace) {
    const area = document.createElement('div')
    this.place.replaceChildren(area)
    this.ace = ace.edit(area, {
      mode: 'ace/mode/python',
      useWorker: false,
      useSoftTabs: true,
      tabSize: 4,
      showPrintMargin: false,
      showFoldWidgets: false,
      enableKeyboardAccessibility: true,
      scrollPastEnd: 0.2,
      fontSize: '.88rem',
      fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
    })
    this.ace.container.classList.add('ace')
    for (const part of area.querySelectorAll('.ace_gutter, .ace_scrollbar')) {
      part.tabIndex = -1 // one stop for Tab: the code
    }
    this.ace.session.on('change', () => {
      if (!this.silent) {
        this.say()
        this.changed(this.ace.getValue())
      }
    })
    onThemeChange(() => this.#dress())
    this.#dress()
    if (this.wanted) {
      this.show(...this.wanted)
    }
  }

  #dress() {
    const dark = document.documentElement.dataset.theme === 'dark'
    this.ace.setTheme(dark ? 'ace/theme/github_dark' : 'ace/theme/github')
    this.ace.setOption('textInputAriaLabel', this.label ?? 'Code')
    this.ace.resize()
  }

  // Shows a text that begins at `line` of its file, under a name for those who hear it. What stood there before can be brought
  // back with the editor's own undo only if the text takes its place.
  show(text, line, label, inPlace = false) {
    this.wanted = [text, line, label]
    if (!this.ace) {
      return
    }
    this.label = label
    this.silent = true
    this.ace.session.setOption('firstLineNumber', line)
    this.ace.setOption('textInputAriaLabel', label)
    if (this.ace.getValue() !== text) {
      this.ace.setValue(text, -1)
      this.ace.renderer.scrollTo(0, 0)
      if (!inPlace) {
        this.ace.session.getUndoManager().reset()
      }
    }
    this.silent = false
    this.say()
  }

  // Marks what is wrong at a line of the text, counted from 1; nothing, without one.
  say(line, words) {
    const rows = line === undefined || line === null ? [] : [{ row: line - 1, column: 0, text: words, type: 'error' }]
    this.ace?.session.setAnnotations(rows)
    this.ace?.session.removeMarker(this.problem)
    this.problem = undefined
    if (rows.length > 0 && this.ace) {
      const Range = globalThis.ace.require('ace/range').Range
      this.problem = this.ace.session.addMarker(new Range(line - 1, 0, line - 1, 1), 'problem', 'fullLine')
      this.ace.scrollToLine(line - 1, true, false)
    }
  }

  focus() {
    this.ace?.focus()
  }
}
