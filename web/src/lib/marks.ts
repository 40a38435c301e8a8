// A report's text cut into stretches, each with the marks that lie over it.

import type { ClaimRow, Range, ReportPage } from './api.svelte'

export interface Stretch {
  text: string
  start: number
  claims: number[]
  ends: number[]
  speaker: boolean
  cue: boolean
  quoted: boolean
}

/** Cut one paragraph of a report at every edge of a mark. */
export function stretches(report: ReportPage, from: number, to: number): Stretch[] {
  const edges = new Set([from, to])
  const spans: { range: Range; put: (stretch: Stretch) => void }[] = []
  const add = (range: Range | null | undefined, put: (stretch: Stretch) => void) => {
    if (!range || range[1] <= from || range[0] >= to) return
    edges.add(Math.max(from, range[0])).add(Math.min(to, range[1]))
    spans.push({ range, put })
  }
  report.claims.forEach((claim, n) => add(claim.marks?.evidence, (stretch) => stretch.claims.push(n)))
  for (const claim of report.claims) {
    for (const range of claim.marks?.sources ?? []) add(range, (stretch) => (stretch.speaker = true))
    for (const range of claim.marks?.cues ?? []) add(range, (stretch) => (stretch.cue = true))
  }
  for (const one of report.attributions) {
    add(one.source, (stretch) => (stretch.speaker = true))
    add(one.cue, (stretch) => (stretch.cue = true))
    if (one.quoted) for (const range of one.content) add(range, (stretch) => (stretch.quoted = true))
  }
  const cuts = [...edges].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1] as number
    const stretch: Stretch = { text: report.text.slice(start, end), start, claims: [], ends: [], speaker: false, cue: false, quoted: false }
    for (const { range, put } of spans) if (range[0] <= start && end <= range[1]) put(stretch)
    stretch.ends = report.claims.flatMap((claim, n) => (claim.marks?.evidence[1] === end ? [n] : []))
    return stretch
  })
}

/** Return the paragraphs of a text as ranges, blank ones left out. */
export function paragraphs(text: string): Range[] {
  const found: Range[] = []
  for (const match of text.matchAll(/[^\n]*\S[^\n]*/g)) found.push([match.index, match.index + match[0].length])
  return found
}

/** Return the numbers of the claims whose words begin in a paragraph. */
export function claimsIn(claims: ClaimRow[], [start, end]: Range): number[] {
  return claims.flatMap((claim, n) => {
    const at = claim.marks?.evidence[0] ?? -1
    return start <= at && at < end ? [n] : []
  })
}
