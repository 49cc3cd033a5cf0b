import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

/** What Vite names after its content never changes; everything else is asked about each time. */
const hashed = /[\\/]assets[\\/]/

/**
 * The built web app. A path that is no file is a page of the app when a browser navigates to it, and nothing (404)
 * when a script, a style or a program asks: an HTML answer there would only confuse.
 */
export function webFiles(root: string) {
  const files = serveStatic({
    root,
    precompressed: true,
    onFound: (path, c) => {
      c.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = serveStatic({
    root,
    path: 'index.html',
    precompressed: true,
    onFound: (_, c) => c.header('cache-control', 'no-cache'),
  })
  return new Hono().get('*', files).get('*', (c, next) => {
    const navigates = c.req.header('accept')?.includes('text/html') && !c.req.path.startsWith('/assets/')
    return navigates ? page(c, next) : next()
  })
}
