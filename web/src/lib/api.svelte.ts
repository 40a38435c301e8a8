// The API's answers, as the page uses them.

import { untrack } from 'svelte'
import { person } from './person.svelte'
import { marked } from './signs'

export type Certainty = 'certain' | 'probable' | 'possible' | 'unknown' | 'doubtful' | 'improbable' | 'denied'
export type Standing = 'single-source' | 'corroborated' | 'contested' | 'denied' | 'retracted'
export type Precision = 'point' | 'city' | 'admin2' | 'admin1' | 'country' | 'region'

export interface Place {
  name: string | null
  role: 'at' | 'from' | 'to' | 'about' | null
  country: string | null
  lat: number | null
  lon: number | null
  precision: Precision | null
}

export interface OriginPip {
  name: string
  kind: string | null
  denies: boolean
  unnamed: boolean
}

export interface EventRow {
  id: string
  type: string
  label: string
  told: string
  stage: string
  standing: Standing
  contested_about: string[]
  why: string
  origins: OriginPip[]
  places: Place[]
  earliest: string | null
  latest: string | null
  when: string
  first_reported: string | null
  last_reported: string | null
  n_reports: number
  n_claims: number
  reports: string[]
  figures: Record<string, string>
  part_of: string | null
}

export interface ReportRow {
  id: string
  title: string | null
  publisher: string | null
  published: string | null
  published_from: string
  url: string | null
  n_claims: number
  copies: string[]
}

export interface Speaker {
  words: string
  name: string
  kind: string
  unnamed: boolean
  quoted: boolean
  joint: boolean
  cue: string | null
  country: string | null
  entity: string | null
}

export interface ClaimRow {
  id: string
  report: string
  publisher: string | null
  published: string | null
  event: string | null
  type: string
  label: string
  sentence: string
  what: string
  owner: string
  certainty: Certainty
  how_sure: string
  stage: string
  sources: Speaker[]
  actors: string[]
  recipients: string[]
  places: Place[]
  when: string
  earliest: string | null
  latest: string | null
  quantities: { words: string; of: string; unit: string | null }[]
  evidence: string
  notes: string[]
  why: Record<string, string>
  marks?: { evidence: Range; trigger: Range; sources: Range[]; cues: Range[] }
}

export type Range = [number, number]

export interface FigureRow {
  event: string
  of: string
  words: string
  said: string
  min: number | null
  best: number | null
  max: number | null
  approximate: boolean
  unit: string | null
  certainty: Certainty
  source: string
  origin: string | null
  report: string
  claim: string
  reported_at: string | null
}

export interface Bar { id: string; told: string; standing: Standing; n_reports: number; earliest: string; latest: string }

/** The places of the chosen events, in columns: row n is place n; `of` is the event it belongs to, by its place in `ids`. */
export interface Marks {
  n_all: number
  ids: string[]
  standings: number[]
  told: string[] | null
  of: number[]
  lat: number[]
  lon: number[]
  precisions: number[]
  roles: number[]
  named: number[]
  names: string[]
  words: { standing: Standing[]; precision: Precision[]; role: string[] }
}

export interface Board {
  known: string | null
  events: EventRow[]
  next: string | null
  n_events: number
  n_claims: number
  n_reports: number
  n_origins: number
  n_later: number
  n_undated: number
  n_placed: number
}

/** What map and timeline show of the chosen events; it comes after the list. */
export interface Picture {
  known: string | null
  marks: Marks
  bars: Bar[]
  by_day: [string, number][]
}

export interface Question { of: string; by: string; name: string; n_origins: number }

export interface EventPage extends EventRow {
  claims: ClaimRow[]
  origin_trees: { name: string; kind: string | null; denies: boolean; why: string; claims: string[]; reports: ReportRow[] }[]
  figure_list: FigureRow[]
  history: { day: string | null; report: string; publisher: string | null; claim: string; what: string[]; n_origins: number }[]
  participants: { role: string; name: string | null; country: string | null; sector: string | null; entity: string | null }[]
}

export interface ReportPage extends Omit<ReportRow, 'copies'> {
  author: string | null
  text: string
  copies: ReportRow[]
  claims: ClaimRow[]
  attributions: { source: Range | null; cue: Range | null; quoted: boolean; content: Range[] }[]
}

export interface Figures {
  figures: FigureRow[]
  low: number | null
  high: number | null
  best: number | null
  rule: string
  rules: string[]
  n_origins: number
}

export interface CaseFacts {
  name: string
  n_reports: number
  n_claims: number
  n_events: number
  first_day: string | null
  last_day: string | null
  undated: number
  types: string[]
  quantity_kinds: string[]
  rules: string[]
}

export interface ActorRow {
  key: string
  name: string
  country: string | null
  sector: string | null
  does: number
  suffers: number
  says: number
}

export interface DyadStep { from: string; to: string; cooperation: number; conflict: number; n: number }
export interface Dyad {
  key: string
  name: string
  n_events: number
  n_out: number
  n_in: number
  cooperation: number
  conflict: number
  steps: DyadStep[]
  n_left_out: number
  events: { id: string; told: string; score: number; n_origins: number }[]
}
/** Conflict and cooperation of one side with the others, and who did how much to whom: [events, weighted score] a cell. */
export interface Dyads {
  by_country: boolean
  others: Dyad[]
  n_others: number
  network: { keys: string[]; names: string[]; cells: ([number, number] | null)[][] }
}

export interface ActorPage {
  is_country: boolean
  country: string | null
  country_name: string | null
  counts: Record<'does' | 'suffers' | 'says', number>
  key: string
  name: string
  does: ClaimRow[]
  suffers: ClaimRow[]
  says: ClaimRow[]
}

/** An answer that says what went wrong, in a sentence for people. */
export class Trouble extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string | null = null,
  ) {
    super(message)
  }
}

export interface AddedItem {
  number: number
  name: string
  host: string | null
  state: 'waiting' | 'fetching' | 'reading' | 'done'
  reports: string[]
  n_new: number
  n_known: number
  n_claims: number
  n_errors: number
  errors: { code: string; error: string; remedy: string }[]
}

export interface ReviewQueue {
  person: string
  claims: { id: string; sentence: string | null; doubt: number; reasons: string[] }[]
  n_left: number
  n_all: number
  n_judged: number
  by_person: Record<string, number>
  last: string | null
  values: Record<'certainty' | 'status' | 'type', string[]>
}

export interface VerdictRow {
  id: string
  act: string
  claim: string | null
  report: string | null
  by: string
  at: string
  why: string | null
  fields: string[]
  undoes: string | null
  sentence: string | null
  changes?: Record<string, string>
}

export interface Stretched { range: Range; words: string; name: string | null; country: string | null }

export interface EditedClaim {
  claim: ClaimRow
  words: Record<string, Stretched[]>
  values: Record<string, string | null>
  quantities: { words: string; of: string; min: number | null; best: number | null; max: number | null }[]
}

export interface ReviewClaim extends EditedClaim {
  text: string
  title: string | null
  url: string | null
  verdicts: VerdictRow[]
}

export interface News { verdicts: VerdictRow[]; n: number; last: string | null; by_person: Record<string, number> }
export interface Agreement {
  n_both: number
  same: number | null
  kappa: number | null
  differing: { claim: string; sentence: string | null; verdicts: VerdictRow[] }[]
}

export interface Custody {
  copies: { sha256: string; size: number; media_type: string | null; locator: string | null }[]
  acts: { number: number; at: string; by: string; act: string; verdict: string | null; sha256: string | null; tool: string }[]
}
export interface Remark { id: string; depth: number; by: string; at: string; text: string | null }
export interface SourceRow { key: string; name: string; n_claims: number; n_reports: number; kind: string; grade: string | null }
export interface SourcePage extends Omit<SourceRow, 'grade'> {
  outlets: string[]
  of_whom: { name: string; n: number }[]
  became: Record<'corroborated' | 'contested' | 'denied' | 'alone', string[]>
  claims: ClaimRow[]
  ratings: { grade: string; by: string; at: string; why: string }[]
  grades: Record<string, string>
}
export interface SavedView { name: string; address: string; by: string; at: string }

function headers(more: Record<string, string> = {}): Record<string, string> {
  // Who asks does not change the answer: a view that asked need not ask again when the name is known.
  const name = untrack(() => person.name)
  return { ...(name ? { 'X-Whosays-Name': encodeURIComponent(name) } : {}), ...more }
}

/** Send something that changes the casebook; the header says that it comes from this page. */
export async function send<T>(path: string, body: BodyInit | null, parameters: Record<string, string> = {}, method = 'POST'): Promise<T> {
  const query = new URLSearchParams(parameters)
  const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream'
  return answered<T>(() => fetch(`/api/v1/${path}${query.size ? `?${query}` : ''}`, { method, body, headers: headers({ 'X-Whosays': 'page', 'Content-Type': type }) }))
}

/** Ask the server; throw `Trouble` with its sentence where it says no or is not there. */
export async function ask<T>(path: string, parameters: Record<string, string | number | undefined> = {}): Promise<T> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined && value !== '') query.set(name, String(value))
  return answered<T>(() => fetch(`/api/v1/${path}${query.size ? `?${query}` : ''}`, { headers: headers() }))
}

/** What the server is still working out, as it says itself; null where nothing is waited for. */
export const working = $state<{ on: string | null }>({ on: null })
export const server = $state({ answers: true })

async function answered<T>(asking: () => Promise<Response>): Promise<T> {
  let answer: Response
  try {
    answer = await asking()
    server.answers = true
  } catch {
    server.answers = false
    throw new Trouble(0, 'The server does not answer. Is “whosays serve” still running?')
  }
  const wait = Number(answer.headers.get('Retry-After'))
  if (answer.status === 503 && wait) {
    working.on = ((await answer.json().catch(() => null)) as { error?: string } | null)?.error ?? null
    await new Promise((done) => setTimeout(done, wait * 1000))
    return answered<T>(asking)
  }
  working.on = null
  const body = (await answer.text().then(marked).catch(() => null)) as { error?: string; code?: string } | null
  if (!answer.ok) throw new Trouble(answer.status, body?.error ?? 'The server could not answer.', body?.code)
  return body as T
}
