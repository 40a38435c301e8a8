// Shapes for what is not a pin: discs of a rough size, and arcs for movements.

import type { Feature, LineString, Polygon, Position } from 'geojson'
import type { EventRow, Place } from './api'

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

const has = (place: Place | undefined): place is Place => !!place && place.lat !== null && place.lon !== null

/** Return the arcs of an event's movements: each place it is said to start from, to each that it goes to. */
export function routes(event: EventRow): [Place, Place][] {
  const from = event.places.filter((place) => place.role === 'from' && has(place))
  const to = event.places.filter((place) => place.role === 'to' && has(place))
  return from.flatMap((start) => to.map((end): [Place, Place] => [start, end])).slice(0, 6)
}

/** Return the places of an event that can be drawn, each once. */
export function drawn(event: EventRow): Place[] {
  const seen = new Set<string>()
  return event.places.filter((place) => {
    const key = `${place.lat},${place.lon}`
    return has(place) && !seen.has(key) && !!seen.add(key)
  })
}
