// The address bar: where the run stands. A change that a person made is a new entry of the browser's history, so that Back
// undoes it; how far the run has come since is written into the present entry. Browsers count what is written there, and
// refuse when it is too much: so it waits a little, and the last one counts.

const QUIET = 1000 // milliseconds from one writing to the next

export class Address {
  // `open(fragment)` goes where the address says, whoever has changed it: a link, the address bar, Back or Forward.
  constructor(open) {
    this.open = open // with nothing, it only shows the page that the address names
    this.fragment = null
    this.run = null // of whose page the address is
    this.courses = new Map() // by run
    this.isNew = false // whether the next fragment belongs into an entry of its own
    this.isOurs = false // whether the change that comes next was asked for by the browser's own history
    this.timer = null
    addEventListener('popstate', () => this.look())
    addEventListener('pagehide', () => this.write())
  }

  // Another number: a person has changed something in this run.
  tellCourse(run, course) {
    this.run = run
    if ((this.courses.get(run) ?? course) !== course) {
      this.isNew ||= !this.isOurs
      this.isOurs = false
    }
    this.courses.set(run, course)
  }

  // The page of another run is about to be seen, which will say where that stands.
  leave() {
    clearTimeout(this.timer)
    this.timer = this.fragment = null
    this.isNew = false
  }

  // The page is about to be told to go where a new entry says: that change needs none of its own.
  arrive() {
    this.isOurs = true
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
      this.isNew ? history.pushState(this.entry(), '', address) : history.replaceState(this.entry(), '', address)
      this.isNew = false
    } catch {
      this.timer = setTimeout(() => this.write(), 4 * QUIET)
    }
  }

  // What an entry of the browser's history remembers: of which course of which run it is, in this visit.
  entry(run = this.run) { // null: of none
    return { visit: performance.timeOrigin, run, course: this.courses.get(run) }
  }

  // Somebody else has changed it. An entry of the present course is another page, and leaves the run where it is by now; a
  // fragment that names no settings is a way within the page.
  look() {
    const fragment = location.hash.slice(1)
    const { visit, run = this.run, course } = history.state ?? {}
    if (run !== this.run) {
      this.leave() // it has nothing to do with where the page that is seen now stands
    }
    if (visit === performance.timeOrigin && course === this.courses.get(run)) {
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
