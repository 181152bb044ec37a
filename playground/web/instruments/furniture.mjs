// What instruments are put together of: a frame with a title and a question mark, fields, switches. Plain HTML, as text.

const QUESTION = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 9.2a3 3 0 1 1 4.4 2.6c-1 .6-1.4 1.2-1.4 2.4M12 17.6v.2"/></svg>'

const DOWN = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4v11M7.5 10.8 12 15.3l4.5-4.5M5 19.5h14"/></svg>'

// An instrument: `name` tells it from all others, `about` says in two sentences what it shows, `more` stands beside its title;
// one that is a picture can be saved as one; `meaning` is its legend, below it.
export const instrument = ({ name, title, about, more = '', body, meaning = '' }) => `
  <figure class="instrument" data-instrument="${name}" aria-labelledby="instrument-${name}">
    <div class="instrument-row">
      <h3 id="instrument-${name}">${title}</h3>
      <button type="button" class="mini about" aria-label="About: ${title}" aria-expanded="false" aria-controls="about-${name}">${QUESTION}</button>
      ${isPicture(body) ? picture(name, title) : ''}
      ${more}
    </div>
    <p class="about-text" id="about-${name}" popover>${about}</p>
    ${body}
    ${meaning}
  </figure>`

const isPicture = (body) => /class="(plate|slot)"/.test(body)

const picture = (name, title) => `
  <button type="button" class="mini about" aria-label="Save the picture: ${title}" title="Save the picture" aria-expanded="false" aria-controls="picture-${name}">${DOWN}</button>
  <p class="about-text forms" id="picture-${name}" popover>
    ${['PNG', 'SVG'].map((form) => `<button type="button" class="plain" data-picture="${form.toLowerCase()}" aria-label="${title} as ${form}">${form}</button>`).join('')}
  </p>`

export const slot = (name) => `<div class="slot" data-slot="${name}"></div>`

export const field = (label, control) => `<label class="field"><span>${label}</span>${control}</label>`

export const check = (name, label) => `<label class="check"><input type="checkbox" name="${name}">${label}</label>`

export const select = (name, label, choices) =>
  field(label, `<select name="${name}">${choices.map(([value, words]) => `<option value="${value}">${words}</option>`).join('')}</select>`)
