// After the first visit everything is there without a network: what the page does for it. The rest is service-worker.js.

// Says that a page of this version is open: what the service worker keeps of the version stays as long as the page does.
export function holdVersion(site, version) {
  const never = new Promise(() => {})
  navigator.locks?.request(`glassbox ${site} ${version}`, { mode: 'shared' }, () => never)
}

// Keeps the site when there is time for it, or what is missing of it; again when there is a network again.
export function keepForLater(site) {
  const work = async () => {
    try {
      await navigator.serviceWorker?.register(new URL('service-worker.js', site))
      const { active } = await navigator.serviceWorker?.ready ?? {}
      active?.postMessage('keep')
    } catch (error) {
      console.info('This visit is not kept for offline use:', error)
    }
  }
  addEventListener('online', work)
  'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 3000 }) : setTimeout(work, 1000)
}
