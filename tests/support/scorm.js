// A learning platform's end of SCORM 1.2, as strict as its run-time environment says: `API`, and what it was asked in `platform`.

const platform = window.platform = { state: 'before', calls: [], values: {}, committed: {}, errors: [] }
const VALUES = {
  'cmi.core.lesson_status': /^(passed|completed|failed|incomplete|browsed)$/,
  'cmi.core.score.raw': /^(\d{1,2}|100)$/,
  'cmi.core.score.min': /^\d+$/,
  'cmi.core.score.max': /^\d+$/,
  'cmi.core.session_time': /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/,
  'cmi.suspend_data': /^[^]{0,4096}$/,
}
const WRITE_ONLY = ['cmi.core.session_time']
const AT_FIRST = { 'cmi.core.lesson_status': 'not attempted' }

function call(name, action) {
  return (...given) => {
    platform.calls.push([name, ...given])
    const wrong = given.some((one) => typeof one !== 'string') && 'not a string'
    const error = wrong || action(...given).error
    if (error) platform.errors.push([name, ...given, error])
    return error ? { LMSGetValue: '' }[name] ?? 'false' : action.result ?? 'true'
  }
}

const running = () => (platform.state === 'running' ? {} : { error: `the platform is ${platform.state}` })

function get(name) {
  get.result = platform.values[name] ?? platform.committed[name] ?? AT_FIRST[name] ?? ''
  if (!(name in VALUES) || WRITE_ONLY.includes(name)) return { error: 'no such value' }
  return running()
}

function set(name, value) {
  if (!VALUES[name]?.test(value)) return { error: 'no such value' }
  platform.values[name] = value
  return running()
}

window.API = {
  LMSInitialize: call('LMSInitialize', (nothing) => {
    if (nothing !== '' || platform.state !== 'before') return { error: 'not now' }
    platform.state = 'running'
    return {}
  }),
  LMSGetValue: call('LMSGetValue', get),
  LMSSetValue: call('LMSSetValue', set),
  LMSCommit: call('LMSCommit', (nothing) => {
    Object.assign(platform.committed, platform.values)
    return nothing === '' ? running() : { error: 'an argument' }
  }),
  LMSFinish: call('LMSFinish', (nothing) => {
    const was = running()
    platform.state = 'finished'
    return nothing === '' ? was : { error: 'an argument' }
  }),
  LMSGetLastError: () => '0',
  LMSGetErrorString: () => '',
  LMSGetDiagnostic: () => '',
}
