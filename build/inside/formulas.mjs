// Runs in Node at build time: formulas.mjs KATEX IN OUT turns {name: LaTeX} into {name: HTML}, both JSON.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const [script, source, target] = process.argv.slice(2)
const katex = createRequire(import.meta.url)(resolve(script))
const options = { displayMode: true, output: 'htmlAndMathml', throwOnError: true, strict: 'error', trust: false }

function render([name, formula]) {
  try {
    return [name, katex.renderToString(formula, options)]
  } catch (error) {
    console.error(`the formula ${name} cannot be set: ${error.message}\n${formula}`)
    return process.exit(1)
  }
}

const formulas = Object.entries(JSON.parse(readFileSync(source, 'utf8')))
writeFileSync(target, JSON.stringify(Object.fromEntries(formulas.map(render))))
