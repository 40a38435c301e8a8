// Shapes for what is not a pin: discs of a rough size, and arcs for movements.

import type { Feature, LineString, Polygon, Position } from 'geojson'
import type { Marks, Place, Standing } from './api.svelte'

const KM_A_DEGREE = 111.32

// No shapes of provinces are packaged: a disc of the middling size of such areas stands for them, drawn without an edge
// that could be taken for a border. Half of the world's first-level divisions are under 9,000 km², districts under 700.
export const RADIUS_KM: Record<string, number> = { admin2: 15, admin1: 55, region: 120 }

/** Return a disc of a radius in km around a place. */
export function disc(place: Place, kilometres: number, properties: Record<string, unknown>): Feature<Polygon> {
  const lat = place.lat ?? 0
  const lon = place.lon ?? 0
  const ring: Position[] = Array.from({ length: 49 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI
    const north = (kilometres / KM_A_DEGREE) * Math.sin(angle)
    const east = (kilometres / (KM_A_DEGREE * Math.max(0.1, Math.cos((lat * Math.PI) / 180)))) * Math.cos(angle)
    return [lon + east, lat + north]
  })
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }
}

/** Return a bent line from one place to another. */
export function arc(from: Place, to: Place, properties: Record<string, unknown>): Feature<LineString> {
  const [x1, y1, x2, y2] = [from.lon ?? 0, from.lat ?? 0, to.lon ?? 0, to.lat ?? 0]
  const bend = 0.16
  const [mx, my] = [(x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + Math.abs(x2 - x1) * bend]
  const coordinates: Position[] = Array.from({ length: 33 }, (_, i) => {
    const t = i / 32
    return [(1 - t) ** 2 * x1 + 2 * (1 - t) * t * mx + t ** 2 * x2, (1 - t) ** 2 * y1 + 2 * (1 - t) * t * my + t ** 2 * y2]
  })
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } }
}

export interface Mark extends Place { event: string; standing: Standing; told: string }

/** Return the marks of a board as rows. */
export function marksOf(marks: Marks): Mark[] {
  return marks.of.map((event, n) => {
    const name = marks.names[marks.named[n] ?? 0] ?? ''
    return {
      event: marks.ids[event] ?? '',
      standing: marks.words.standing[marks.standings[event] ?? 0] ?? 'single-source',
      told: marks.told?.[event] ?? `Event at ${name}`,
      name,
      role: (marks.words.role[marks.roles[n] ?? -1] ?? null) as Place['role'],
      country: null,
      lat: marks.lat[n] ?? null,
      lon: marks.lon[n] ?? null,
      precision: marks.words.precision[marks.precisions[n] ?? -1] ?? null,
    }
  })
}

/** Return the arcs of movements: each place that an event is said to start from, to each that it goes to. */
export function routes(marks: Mark[]): { from: Mark; to: Mark }[] {
  const starts = new Map<string, Mark[]>()
  for (const mark of marks) if (mark.role === 'from') starts.set(mark.event, [...(starts.get(mark.event) ?? []), mark])
  return marks.filter((mark) => mark.role === 'to').flatMap((to) => (starts.get(to.event) ?? []).slice(0, 3).map((from) => ({ from, to })))
}

/** Return the marks to be drawn: of an event, each spot once. */
export function drawn(marks: Mark[]): Mark[] {
  const seen = new Set<string>()
  return marks.filter((mark) => {
    const key = `${mark.event} ${mark.lat},${mark.lon}`
    return !seen.has(key) && !!seen.add(key)
  })
}
