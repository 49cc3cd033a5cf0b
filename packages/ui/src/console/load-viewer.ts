import type RFB from '@novnc/novnc'

/** Milliseconds; noVNC probes the browser's video decoder while it loads, which never ends on some devices. */
const patience = 5_000

/** noVNC, fetched when the first screen opens. Rejects when it did not come in time, and may then be tried again. */
export async function loadViewer(): Promise<typeof RFB> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('The viewer (noVNC) did not load within 5 s.')), patience)
  try {
    return (await Promise.race([import('@novnc/novnc'), late])).default
  } finally {
    clearTimeout(timer)
  }
}
