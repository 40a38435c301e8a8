// The map's ground: neutral land and borders, from a packaged Natural Earth topology; nothing is fetched.
//
// Borders follow the resolutions of the UN General Assembly; lines that the packaged data draw solid and that are in
// dispute are drawn dashed. The package puts Crimea inside Russia (resolution 68/262 does not): the line across the
// isthmus is therefore drawn as disputed, and the land carries no country's colour. No country is ever read off a polygon.

import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import topology from 'world-atlas/countries-50m.json'

type Named = GeometryCollection<{ name: string }>
const world = topology as unknown as Topology<{ countries: Named; land: GeometryCollection }>

// Pairs whose whole shared line is in dispute.
const DISPUTED = new Set([
  'Kosovo|Serbia', 'Somalia|Somaliland', 'Cyprus|N. Cyprus', 'Morocco|W. Sahara', 'Israel|Palestine', 'India|Pakistan',
  'China|India', 'Ethiopia|Somaliland',
])
// The isthmus of Crimea, where the packaged line between Russia and Ukraine is not an international border.
const CRIMEA = { west: 32.3, east: 36.8, south: 44.2, north: 46.4 }

const name = (shape: unknown) => (shape as { properties?: { name?: string } }).properties?.name ?? ''
const pair = (a: unknown, b: unknown) => [name(a), name(b)].sort().join('|')
const inCrimea = (line: Position[]) =>
  line.every(([lon = 0, lat = 0]) => lon > CRIMEA.west && lon < CRIMEA.east && lat > CRIMEA.south && lat < CRIMEA.north)

function lines(keep: (a: unknown, b: unknown) => boolean): Position[][] {
  return (mesh(world, world.objects.countries as never, ((a: unknown, b: unknown) => a !== b && keep(a, b)) as never) as MultiLineString).coordinates.map(unwrapped)
}
const asFeature = (coordinates: Position[][]): Feature<MultiLineString> => ({ type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates } })

/** Let a line that jumps over the 180th meridian run on past it; the map repeats the world on both sides. */
function unwrapped(line: Position[]): Position[] {
  let shift = 0
  let before: number | undefined
  return line.map(([lon = 0, lat = 0]) => {
    if (before !== undefined && Math.abs(lon + shift - before) > 180) shift += lon + shift < before ? 360 : -360
    before = lon + shift
    return [before, lat]
  })
}

function land(): Feature<MultiPolygon> {
  const shapes = (feature(world, world.objects.land) as FeatureCollection<Polygon | MultiPolygon>).features
  const polygons = shapes.flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates))
  // Antarctica goes round the pole, where a flat map has no line to run on along.
  const flat = polygons.filter((rings) => !rings[0]?.some(([, lat = 0]) => lat < -85))
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: flat.map((rings) => rings.map(unwrapped)) } }
}

export function ground() {
  const shared = lines((a, b) => !DISPUTED.has(pair(a, b)))
  return {
    land: land(),
    borders: asFeature(shared.filter((line) => !inCrimea(line))),
    disputed: asFeature([...lines((a, b) => DISPUTED.has(pair(a, b))), ...shared.filter(inCrimea)]),
  }
}
