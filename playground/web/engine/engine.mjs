// The Engine page's own plain parts: the list of parts, the editor, formulas, and the check of what runs or of what was written.

import { ask, readFile, saveFile } from './files.mjs'
import { showProof } from './check.mjs'
import { Editor } from './editor.mjs'
import { remember, remembered } from './memory.mjs'
import { branchWords, markOf, MARKS, message } from './words.mjs'

const formulas = fetch(new URL('./formulas.json', import.meta.url)).then((response) => response.json())

const pages = new WeakMap() // container -> its Workshop, which keeps what was written when Python has to start again

export function enliven({ container, send, prepare }) {
  const workshop = pages.get(container) ?? new Workshop(container)
  pages.set(container, workshop)
  workshop.send = send
  workshop.prepare = prepare
  workshop.asked = undefined
  if (workshop.state.chosen !== undefined) {
    send('choose', workshop.state.chosen) // a Python that has started again looks at another part
  }
  return {
    show: {
      parts: (parts) => workshop.take({ parts }),
      chosen: (chosen) => workshop.take({ chosen }),
      branch: (branch) => workshop.take({ branch }),
      plain: (plain) => workshop.take({ plain }),
      proof: (proof) => workshop.take({ proof }),
      verdict: (verdict) => workshop.judge(verdict),
    },
    end: () => { workshop.send = () => {} },
  }
}

class Workshop {
  constructor(container) {
    this.part = (name) => container.querySelector(name)
    this.state = { parts: [], chosen: undefined, branch: null, plain: [], proof: undefined }
    this.drafts = new Map(Object.entries(remembered())) // key -> text that is not in use
    this.verdicts = new Map() // key -> {text, verdict}
    this.number = 0
    this.asked = undefined // {number, key, text, act} of the check that is under way
    this.editor = new Editor(this.part('.editor'), (text) => this.#write(text))
    this.editor.ready.catch((error) => this.#fallBack(error))
    formulas.then((made) => {
      this.made = made
      this.#showFormulas()
    }).catch((error) => {
      this.part('.formulas').textContent = 'The formulas could not be loaded. Reload the page to try again.'
      console.error(error)
    })
    container.addEventListener('click', (event) => this.#click(event))
    this.part('input[type=file]').addEventListener('change', (event) => this.#open(event.target))
  }

  get current() {
    return this.state.parts.find((part) => part.key === this.state.chosen)
  }

  inUse(part) {
    return part.own ?? part.text
  }

  text(part) {
    return this.drafts.get(part.key) ?? this.inUse(part)
  }

  // Takes what Python says. Own code that is no longer in use without a person's wish stays in the editor.
  take(news) {
    const before = this.current
    for (const { key, own } of news.parts ? this.state.parts : []) {
      const after = news.parts.find((part) => part.key === key)
      if (own !== null && after?.own === null && key !== this.dropped && !this.drafts.has(key)) {
        this.drafts.set(key, own)
      }
    }
    if (news.parts?.find((part) => part.key === this.dropped)?.own === null) {
      this.dropped = undefined
    }
    Object.assign(this.state, news)
    if (this.current === undefined) {
      return
    }
    for (const part of this.state.parts) {
      if (this.drafts.get(part.key) === this.inUse(part)) {
        this.drafts.delete(part.key)
      }
    }
    if (before?.key !== this.current.key || (!('proof' in news) && before?.own !== this.current.own)) {
      this.#showCode()
      this.#showFormulas()
    }
    this.#show()
  }

  judge(verdict) {
    const { asked } = this
    if (asked?.number !== verdict.number) {
      return
    }
    this.asked = undefined
    this.verdicts.set(asked.key, { text: asked.text, verdict })
    this.#show()
    this.#mark()
  }

  #click(event) {
    const chosen = event.target.closest('[data-part]')
    if (chosen) {
      this.send('choose', chosen.dataset.part)
      return
    }
    const act = event.target.closest('[data-do]')?.dataset.do
    const part = this.current
    if (act === 'check' || act === 'try') {
      this.prepare() // this code may never end: then another Python takes over
      this.number += 1
      this.asked = { number: this.number, key: part.key, text: this.text(part), act }
      this.send(act, { part: part.key, text: this.asked.text, number: this.number })
      this.#show()
    } else if (act === 'put back') {
      this.#putBack(part)
    } else if (act === 'save') {
      saveFile(part, this.text(part))
    } else if (act === 'open') {
      this.part('input[type=file]').click()
    }
  }

  #putBack(part) {
    this.drafts.delete(part.key)
    this.verdicts.delete(part.key)
    if (part.own !== null) {
      this.dropped = part.key
      this.send('put back', part.key)
    }
    this.editor.show(part.text, part.line, this.#label(part), true)
    this.#show()
  }

  #write(text) {
    text === this.inUse(this.current) ? this.drafts.delete(this.current.key) : this.drafts.set(this.current.key, text)
    this.#show()
  }

  async #open(input) {
    const [file] = input.files
    if (file === undefined) {
      return
    }
    const brought = await readFile(file)
    input.value = ''
    const part = this.state.parts.find(({ key }) => key === (brought.key ?? this.current.key))
    const problem = brought.problem ?? (part ? undefined : `${file.name} is code for “${brought.key}”, which this run does not use.`)
    if (problem) {
      this.#say(problem, 'failed')
      return
    }
    if (await ask(this.part('dialog.opened'), { name: file.name, title: part.title, text: brought.text })) {
      this.drafts.set(part.key, brought.text)
      if (part.key === this.current.key) {
        this.#showCode()
        this.#show()
      } else {
        this.send('choose', part.key)
      }
    }
  }

  // What was said about the text that stands in the editor, if that was checked as it stands.
  #verdict() {
    const found = this.verdicts.get(this.current.key)
    return found?.text === this.text(this.current) ? found.verdict : undefined
  }

  #showCode() {
    const part = this.current
    const last = part.line + part.text.trimEnd().split('\n').length - 1
    this.part('.path').textContent = `${part.path}, lines ${part.line} to ${last}`
    this.editor.show(this.text(part), part.line, this.#label(part))
    this.#mark()
  }

  #label = (part) => `Code: ${part.title}`

  #mark() {
    const verdict = this.#verdict()
    if (verdict?.problem) {
      this.editor.say(verdict.line, verdict.problem)
    }
  }

  #show() {
    remember(this.state.parts, this.drafts)
    this.#showList()
    this.#showTasks()
    this.#showMessage()
    const verdict = this.#verdict()
    const mine = verdict !== undefined && this.drafts.has(this.current.key)
    const running = this.state.proof?.part === this.current.key ? this.state.proof : undefined
    showProof(this.part, mine ? verdict : running, mine)
  }

  #showList() {
    const list = this.part('.list')
    const { parts, chosen, branch } = this.state
    if (list.children.length !== parts.length || list.querySelector('.ghost-part')) {
      list.replaceChildren(...parts.map(newItem))
    }
    parts.forEach((part, i) => {
      const button = list.children[i].firstChild
      const [title, use, mark] = button.children
      const state = markOf(part, this.drafts.has(part.key))
      button.dataset.part = part.key
      button.setAttribute('aria-current', String(part.key === chosen))
      title.textContent = part.title
      use.textContent = part.use
      mark.textContent = MARKS[state]
      mark.dataset.mark = state
    })
    const words = branchWords(branch)
    if (this.part('.branch').textContent !== words) {
      this.part('.branch').textContent = words
    }
  }

  #showTasks() {
    const part = this.current
    const [own, edited] = [part.own !== null, this.drafts.has(part.key)]
    const able = { check: true, try: edited && this.asked?.act !== 'try', 'put back': own || edited, save: true, open: true }
    const held = document.activeElement
    for (const button of this.part('.tasks').querySelectorAll('[data-do]')) {
      button.disabled = !able[button.dataset.do]
    }
    if (held?.disabled && held.closest('.tasks')) this.part('[data-do="check"]').focus()
  }

  #showMessage() {
    const part = this.current
    const checking = this.asked?.key === part.key
    this.#say(...message({ part, checking, edited: this.drafts.has(part.key), verdict: this.#verdict(), plain: this.state.plain }))
  }

  #say(text, result) {
    const message = this.part('.message')
    message.dataset.result = result
    if (message.textContent !== text) {
      message.textContent = text
    }
  }

  #showFormulas() {
    const part = this.current
    if (part === undefined || this.made === undefined) {
      return
    }
    this.part('.formulas').replaceChildren(...part.formula.lines.map(([label, name]) => {
      const line = document.createElement('div')
      line.append(Object.assign(document.createElement('h3'), { textContent: label }), this.#set(name))
      return line
    }))
    this.part('.letters').replaceChildren(...part.formula.letters.map(([name, words]) => {
      const pair = document.createElement('div')
      const [letter, meaning] = ['dt', 'dd'].map((tag) => document.createElement(tag))
      letter.append(this.#set(name))
      meaning.textContent = words
      pair.append(letter, meaning)
      return pair
    }))
    this.part('.origin').textContent = part.origin
  }

  // A formula of the site's own, set when the site was built.
  #set(name) {
    const place = document.createElement('div')
    place.className = 'formula'
    place.innerHTML = this.made[name]
    return place
  }

  // Without the editor the code can still be read.
  #fallBack(error) {
    const text = Object.assign(document.createElement('pre'), { tabIndex: 0, textContent: this.editor.wanted?.[0] ?? '' })
    this.part('.editor').replaceChildren(text)
    this.#say('The editor could not be loaded. Reload the page to try again.', 'failed')
    console.error(error)
  }
}

function newItem() {
  const item = document.createElement('li')
  const button = Object.assign(document.createElement('button'), { type: 'button' })
  button.append(...['strong', 'span', 'em'].map((tag) => document.createElement(tag)))
  item.append(button)
  return item
}
