// The list of lessons, opened by itself: nothing in it needs Python, and none is started. What stands over it works.

import { keepForLater } from '../keep.mjs'
import { watchKeys } from '../keys.mjs'
import { nextTheme, toggleSize } from '../theme.mjs'
import { tell } from './progress.mjs'

const { root, isAlone } = JSON.parse(document.getElementById('manifest').textContent)
const acts = { theme: nextTheme, size: toggleSize, keys: () => document.getElementById('keys').showModal() }

watchKeys((name) => acts[name]?.())
if (!isAlone) keepForLater(new URL(root, location.href).href)
tell()
