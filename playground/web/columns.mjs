// The columns of a Bokeh source, whatever form they have.
export class Columns {
  constructor(source, changed) {
    this.source = source
    this.changed = changed
    source.properties.data.change.connect(changed)
  }

  get(name) {
    return this.source.get_column(name)
  }

  list(name) {
    return Array.from(this.get(name) ?? [])
  }

  disconnect() {
    this.source.properties.data.change.disconnect(this.changed)
  }
}
