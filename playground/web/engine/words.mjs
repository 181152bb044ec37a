// What the Engine page says of a part, of own code and of a check.

export const MARKS = { original: 'original', edited: 'edited', yours: 'yours', fails: 'yours, fails' }

export function markOf(part, edited) {
  if (edited) {
    return 'edited'
  }
  return part.own === null ? 'original' : part.failed ? 'fails' : 'yours'
}

export function branchWords(branch) {
  if (branch === null) {
    return ''
  }
  return branch === 0
    ? 'Your code trains in this run. Its link opens the original.'
    : `Your code trains since step ${branch}. The original waits there: putting yours back goes on with it, and the link opens it.`
}

// The sentence under the code, and whether it is good news: [text, 'passed' | 'failed' | ''].
export function message({ part, checking, edited, verdict, plain }) {
  if (checking) {
    return ['Checking …', '']
  }
  if (verdict?.problem) {
    return [verdict.line === null ? verdict.problem : `Line ${part.line + verdict.line - 1}: ${verdict.problem}`, 'failed']
  }
  if (edited) {
    return verdict ? judged(verdict) : ['You have changed this. Check it, or train with it.', '']
  }
  if (part.own === null && verdict?.passed) {
    return ['This is the code that trains, and it passes the check.', 'passed']
  }
  if (part.own === null) {
    return ['This is the code that trains. Change it here, and train with it.', '']
  }
  return part.failed ? ['Your code trains, though it fails the check.', 'failed'] : [`Your code trains.${plainly(part, plain)}`, 'passed']
}

function judged(verdict) {
  return verdict.passed
    ? ['Your text passes the check. It is not in use yet.', 'passed']
    : ['Your text fails the check. You can train with it all the same, and see what happens.', 'failed']
}

// Own code whose numbers decide what it does is played line by line.
function plainly({ key, title }, plain) {
  const [kind] = key.split(':')
  const name = { layer: 'dense', activation: title.toLowerCase(), loss: 'loss' }[kind]
  const slow = kind === 'optimizer' || plain.some((each) => each.replace(/ \d+$/, '') === name)
  return slow ? ' It runs as it stands, line by line, a little slower than the original.' : ''
}
