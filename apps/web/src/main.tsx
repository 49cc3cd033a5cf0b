import '@stratoview/ui/css.ts'
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core'
import { cssVariablesResolver, theme } from '@stratoview/ui/theme.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { createQueryClient } from './query-client.ts'
import { createRoutes } from './routes.tsx'

/** The same key as `public/scheme.js`, which sets the scheme before the first paint. */
const scheme = localStorageColorSchemeManager({ key: 'stratoview.scheme' })
const client = createQueryClient()
const router = createRoutes(client)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
