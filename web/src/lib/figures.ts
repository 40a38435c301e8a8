// Figures by speaker: lanes for a chart, on one scale.

import { scaleLinear } from 'd3-scale'
import type { FigureRow } from './api.svelte'

export interface Lane {
  name: string
  all: FigureRow[]
  newest: FigureRow
}

/** Group figures by speaker, each lane oldest first; lanes with the newest figure first. */
export function latestOfEach(figures: FigureRow[]): Lane[] {
  const lanes = new Map<string, FigureRow[]>()
  for (const figure of figures) lanes.set(figure.source, [...(lanes.get(figure.source) ?? []), figure])
  const day = (figure: FigureRow) => figure.reported_at ?? ''
  return [...lanes]
    .map(([name, all]) => {
      const sorted = all.toSorted((a, b) => day(a).localeCompare(day(b)))
      return { name, all: sorted, newest: sorted.at(-1) as FigureRow }
    })
    .sort((a, b) => day(b.newest).localeCompare(day(a.newest)) || a.name.localeCompare(b.name))
}

/** Return the largest number that any of the figures names. */
export function largest(figures: FigureRow[]): number {
  return Math.max(1, ...figures.flatMap((figure) => [figure.min ?? 0, figure.best ?? 0, figure.max ?? 0]))
}

/** Return a scale from numbers to percent of the width, starting at nought. */
export function scaleOf(figures: FigureRow[]): (value: number) => number {
  return scaleLinear().domain([0, largest(figures) * 1.04]).range([0, 100])
}
