// The address holds the whole state: the view, its filters, the day it is asked as of.

export type View = 'board' | 'reports' | 'report' | 'event' | 'figures' | 'who' | 'actor' | 'source' | 'add' | 'review' | 'brief' | 'missing'

export const FILTERS = [
  'who', 'what', 'where', 'said', 'sure', 'stage', 'standing', 'origins',
  'happened_from', 'happened_to', 'reported_from', 'reported_to', 'q',
] as const
export type Filter = (typeof FILTERS)[number]

interface Address {
  view: View
  key: string
  params: Record<string, string>
}

function read(): Address {
  const parts = location.pathname.split('/').filter(Boolean).map(decodeURIComponent)
  const params = Object.fromEntries(new URLSearchParams(location.search))
  const [first, second = ''] = parts
  const views: Record<string, View> = { board: 'board', report: 'report', reports: 'reports', event: 'event', figures: 'figures', who: second ? 'actor' : 'who', source: 'source', add: 'add', review: 'review', brief: 'brief' }
  return { view: first === undefined ? 'board' : (views[first] ?? 'missing'), key: second, params }
}

export const address: Address = $state(read())

function take() {
  Object.assign(address, read())
}
addEventListener('popstate', take)

/** Return the path of a view, keeping the day it is asked as of. */
export function path(view: string, key = '', params: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams()
  const kept = { known: address.params.known, ...params }
  for (const [name, value] of Object.entries(kept)) if (value) query.set(name, value)
  return `/${view}${key ? `/${encodeURIComponent(key)}` : ''}${query.size ? `?${query}` : ''}`
}

export function go(to: string, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', to)
  take()
  if (!replace) scrollTo(0, 0)
}

/** Change parts of the address's query; undefined or '' takes one out. */
export function change(params: Record<string, string | undefined>, { replace = false } = {}) {
  const all = { ...address.params, ...params }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(all)) if (value) query.set(name, value)
  go(`${location.pathname}${query.size ? `?${query}` : ''}`, { replace: replace || false })
}

/** Follow links of the page without loading it anew. */
export function follow(event: MouseEvent) {
  const link = (event.target as Element | null)?.closest?.('a')
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return
  const href = link.getAttribute('href') ?? ''
  if (!href.startsWith('/') || href.startsWith('/api/')) return
  event.preventDefault()
  go(href)
}
