import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// The built page travels inside the Python package; nothing in it may point at another host.
export default defineConfig({
  plugins: [svelte()],
  build: { outDir: '../src/whosays/app/static', emptyOutDir: true, chunkSizeWarningLimit: 1600 },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8377' } },
})
