// Picking words of a report: by mouse, or by typing them. Offsets are UTF-16 units, as everywhere in the browser.

import type { Range } from './api.svelte'
import { turns } from './signs'

/** Return the stretch of the text that is selected inside an element of stretches, without spaces at its ends. */
export function selected(text: string, holder: Element): Range | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null
  const range = selection.getRangeAt(0)
  if (!holder.contains(range.commonAncestorContainer)) return null
  const start = at(range.startContainer, range.startOffset)
  const end = at(range.endContainer, range.endOffset)
  return start === null || end === null ? null : trimmed(text, [start, end])
}

function at(node: Node, offset: number): number | null {
  if (node.nodeType === Node.TEXT_NODE) {
    const stretch = node.parentElement?.closest<HTMLElement>('[data-start]')
    return stretch ? Number(stretch.dataset.start) + offset : null
  }
  // A selection that ends between elements ends where the next stretch starts.
  const next = node.childNodes[offset] ?? null
  const stretch = next instanceof HTMLElement ? (next.matches('[data-start]') ? next : next.querySelector<HTMLElement>('[data-start]')) : null
  if (stretch) return Number(stretch.dataset.start)
  const all = node instanceof HTMLElement ? node.querySelectorAll<HTMLElement>('[data-start]') : []
  const last = [...all].at(-1)
  return last ? Number(last.dataset.start) + (last.textContent?.length ?? 0) : null
}

export function trimmed(text: string, [start, end]: Range): Range | null {
  while (start < end && /\s/.test(text[start] ?? '')) start += 1
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1
  return start < end ? [start, end] : null
}

/** Return where typed words stand in the text, of several places the nearest; null if they do not. */
export function typed(text: string, words: string, near: number): Range | null {
  const parts = words.trim().split(/\s+/).filter(Boolean).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (!parts.length) return null
  const found = [...text.matchAll(new RegExp(parts.join('\\s+'), 'gi'))].map((match): Range => [match.index, match.index + match[0].length])
  return found.sort((a, b) => Math.abs(a[0] - near) - Math.abs(b[0] - near))[0] ?? null
}

export interface Piece { start: number; text: string; kinds: string[] }

/** Cut a stretch of text at the edges of named ranges. */
export function cut(text: string, [from, to]: Range, named: Record<string, Range[]>): Piece[] {
  const edges = new Set([from, to])
  for (const ranges of Object.values(named)) for (const range of ranges) for (const edge of range) if (edge > from && edge < to) edges.add(edge)
  // A sign that turns the direction is a piece of its own, so that it can be boxed in and named.
  for (let at = from; at < to; at += 1) if (turns(text[at] ?? '')) edges.add(at).add(at + 1)
  const cuts = [...edges].filter((edge) => edge >= from && edge <= to).sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1] as number
    const kinds = Object.entries(named).filter(([, ranges]) => ranges.some((range) => range[0] <= start && end <= range[1])).map(([kind]) => kind)
    if (turns(text.slice(start, end))) kinds.push('turning')
    return { start, text: text.slice(start, end), kinds }
  })
}
