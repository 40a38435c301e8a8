// Write the outline of the land for the published site's map: Natural Earth 1:110m (public domain), from the package
// world-atlas, to a tenth of a degree. Run from the project's folder: node tools/write_land.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../web/package.json', import.meta.url))
const { feature } = require('topojson-client')
const world = JSON.parse(readFileSync(require.resolve('world-atlas/land-110m.json'), 'utf8'))
const found = feature(world, world.objects.land)
const shapes = found.type === 'FeatureCollection' ? found.features.map((one) => one.geometry) : [found.geometry]
const rings = shapes.flatMap((one) => (one.type === 'Polygon' ? one.coordinates : one.coordinates.flat()))
// Antarctica has no line to run on along at the pole.
const drawn = rings.filter((ring) => !ring.some(([, lat]) => lat < -85))
// A ring that jumps over the 180th meridian runs on past it; what lies there falls outside the picture.
const unwrapped = (ring) => {
  let shift = 0
  let before
  return ring.map(([lon, lat]) => {
    if (before !== undefined && Math.abs(lon + shift - before) > 180) shift += lon + shift < before ? 360 : -360
    before = lon + shift
    return [before, lat]
  })
}
const path = drawn.map(unwrapped).map((ring) => 'M' + ring.map(([lon, lat]) => `${Math.round(lon * 10) / 10},${Math.round(-lat * 10) / 10}`).join('L') + 'Z')
writeFileSync(new URL('../src/whosays/app/site/land.svgpath', import.meta.url), path.join('\n') + '\n')
