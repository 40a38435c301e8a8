// Words for people: dates and numbers in the reader's locale, standings and precisions by name.

import type { Certainty, Precision, Standing } from './api.svelte'

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const long = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const figure = new Intl.NumberFormat()

export function date(iso: string): Date {
  return new Date(`${iso.slice(0, 10)}T00:00:00Z`)
}
export const dayWords = (iso: string | null | undefined) => (iso ? day.format(date(iso)) : 'no date')
export const shortDay = (iso: string | null | undefined) => (iso ? short.format(date(iso)) : 'no date')
export const longDay = (iso: string) => long.format(date(iso))
export const number = (value: number | null) => (value === null ? 'no figure' : figure.format(value))
export const iso = (when: Date) => when.toISOString().slice(0, 10)

/** Say an interval in the reader's locale. */
export function span(earliest: string | null, latest: string | null): string {
  if (!earliest && !latest) return 'no date given'
  if (!earliest) return `until ${dayWords(latest)}`
  if (!latest) return `since ${dayWords(earliest)}`
  if (earliest === latest) return dayWords(earliest)
  return earliest.slice(0, 4) === latest.slice(0, 4) ? `${shortDay(earliest)} – ${dayWords(latest)}` : `${dayWords(earliest)} – ${dayWords(latest)}`
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${figure.format(n)} ${n === 1 ? one : many}`
}

export const STANDING: Record<Standing, { word: string; key: string }> = {
  'single-source': { word: 'Single source', key: 'single' },
  corroborated: { word: 'Corroborated', key: 'corroborated' },
  contested: { word: 'Contested', key: 'contested' },
  denied: { word: 'Denied', key: 'denied' },
  retracted: { word: 'Retracted', key: 'retracted' },
}
export const CERTAINTY: Record<Certainty, { phrase: string; key: string }> = {
  certain: { phrase: 'states', key: 'states' },
  probable: { phrase: 'presents as likely', key: 'likely' },
  possible: { phrase: 'presents as possible', key: 'possible' },
  unknown: { phrase: 'reports without saying', key: 'reports' },
  doubtful: { phrase: 'presents as doubtful', key: 'doubtful' },
  improbable: { phrase: 'presents as unlikely', key: 'unlikely' },
  denied: { phrase: 'denies', key: 'denies' },
}
export const STAGE: Record<string, string> = { planned: 'planned', hypothetical: 'only if', ongoing: 'going on' }
export const ABOUT: Record<string, string> = {
  occurrence: 'on whether it happened', responsibility: 'on who did it', figure: 'on the figure', place: 'on the place', time: 'on the time',
}
export const PRECISION: Record<Precision, { icon: string; words: string }> = {
  point: { icon: 'p-point', words: 'exact spot' },
  city: { icon: 'p-town', words: 'town' },
  admin2: { icon: 'p-area', words: 'district' },
  admin1: { icon: 'p-area', words: 'province' },
  country: { icon: 'p-country', words: 'country' },
  region: { icon: 'p-region', words: 'region without an edge' },
}
export const FOUND: Record<string, string> = {
  given: 'given with the report', metadata: 'from the page’s metadata', url: 'from the address', text: 'from the page’s text', unknown: 'not found',
}

/** What is counted, as people say it. */
export const KIND: Record<string, string> = {
  troops: 'soldiers', killed: 'killed', wounded: 'wounded', captured: 'taken prisoner', missing: 'missing', displaced: 'displaced', detained: 'detained', casualties: 'killed or wounded', people: 'people',
}
export const kindWords = (kind: string) => KIND[kind] ?? kind
/** What is counted, and of whom: soldiers of North Korea; but nobody is killed "of Sudan". */
export const ofWhom = (kind: string, name?: string) => {
  if (!name) return kindWords(kind)
  const words = kindWords(kind)
  return kind in KIND && kind !== 'troops' ? `${kind === 'people' ? '' : 'people '}${words} (${name})` : `${words} of ${name}`
}
/** The rules that make one number of several, in words. */
export const RULE: Record<string, string> = {
  'median-of-origins': 'the middle of the origins’ newest figures', conservative: 'the lowest that any origin says now', latest: 'the newest figure of all',
  'most-sourced': 'the figure that most origins name', acled: 'as ACLED counts', 'ucdp-low': 'UCDP, low', 'ucdp-best': 'UCDP, best', 'ucdp-high': 'UCDP, high',
}
export const ruleWords = (rule: string) => RULE[rule] ?? rule
