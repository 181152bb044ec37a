// The address bar: where the run stands. A change that a person made is a new entry of the browser's history, so that Back
// undoes it; how far the run has come since is written into the present entry. Browsers count what is written there, and
// refuse when it is too much: so it waits a little, and the last one counts.

const QUIET = 1000 // milliseconds from one writing to the next

export class Address {
  // `open(fragment)` goes where the address says, whoever has changed it: a link, the address bar, Back or Forward.
  constructor(open) {
    this.open = open // with nothing, it only shows the page that the address names
    this.fragment = null
    this.course = null
    this.isNew = false // whether the next fragment belongs into an entry of its own
    this.isOurs = false // whether the change that comes next was asked for by the browser's own history
    this.timer = null
    addEventListener('popstate', () => this.look())
    addEventListener('pagehide', () => this.write())
  }

  // Another number: a person has changed something.
  tellCourse(course) {
    if (this.course !== null && course !== this.course) {
      this.isNew ||= !this.isOurs
      this.isOurs = false
    }
    this.course = course
  }

  tell(fragment) {
    this.fragment = fragment
    if (this.isNew) {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.write())
    }
    this.timer ??= setTimeout(() => this.write(), QUIET)
  }

  write() {
    clearTimeout(this.timer)
    this.timer = null
    const address = `${location.pathname}${location.search}#${this.fragment}`
    if (this.fragment === null || location.hash === `#${this.fragment}`) {
      return
    }
    try {
      this.isNew ? history.pushState(this.entry, '', address) : history.replaceState(this.entry, '', address)
      this.isNew = false
    } catch {
      this.timer = setTimeout(() => this.write(), 4 * QUIET)
    }
  }

  // What an entry of the browser's history remembers: of which course it is, in this visit.
  get entry() {
    return { visit: performance.timeOrigin, course: this.course }
  }

  // Somebody else has changed it. An entry of the present course is another page, and leaves the run where it is by now; a
  // fragment that names no settings is a way within the page.
  look() {
    const fragment = location.hash.slice(1)
    const { visit, course } = history.state ?? {}
    if (visit === performance.timeOrigin && course === this.course) {
      this.open()
      this.write()
    } else if (fragment.includes('=') && fragment !== this.fragment) {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.write(), QUIET) // what could not be used does not stay there
      this.isOurs = true
      this.isNew = false
      this.open(location.hash)
    } else {
      this.write()
    }
  }
}
