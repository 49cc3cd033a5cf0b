import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'

/**
 * The built web app. A path that is no file is a page of the app when a browser navigates to it, and nothing (404)
 * when a script, a style or a program asks: an HTML answer there would only confuse.
 */
export function webFiles(root: string) {
  const page = serveStatic({ root, path: 'index.html', precompressed: true })
  return (
    new Hono()
      .get('*', async (c, next) => {
        await next()
        if (!c.res.ok) return
        // What Vite names after its content never changes; everything else is asked about each time.
        const hashed = c.req.path.startsWith('/assets/')
        c.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      })
      // What the build did not pack is packed here; a browser asks for a hashed file once.
      .get('*', compress())
      .get('*', serveStatic({ root, precompressed: true }))
      .get('*', (c, next) => {
        const navigates = c.req.header('accept')?.includes('text/html') && !c.req.path.startsWith('/assets/')
        return navigates ? page(c, next) : next()
      })
  )
}
