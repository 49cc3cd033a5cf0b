import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds the BFF. */
const bff = process.env.BFF_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/api': { target: bff, ws: true } } },
  build: {
    target: 'es2023',
    // The CSP forbids inline script, and every browser we support preloads modules by itself.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // scripts/budgets.ts adds up what the router list needs from it.
    manifest: true,
    rolldownOptions: {
      output: {
        // What changes with our releases apart from what changes with a dependency's: a new version keeps the cache warm.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\//, priority: 2 },
            { name: 'query', test: /node_modules\/@tanstack\/(react-query|query-core)\//, priority: 2 },
            // What nearly every page stands on, as one chunk: a hundred small ones compress worse and take a request each.
            { name: 'common', minShareCount: 10, priority: 1 },
          ],
        },
      },
    },
  },
})
