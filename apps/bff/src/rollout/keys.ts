import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import * as z from 'zod'
import type { Keys } from '../sign.ts'

const pair = z.object({ apikey: z.string().min(1).max(1024), secretkey: z.string().min(1).max(1024) })

/** Seals the keys of a run: whoever reads the database without SESSION_SECRET has nothing, nor with another run's seal. */
export function createSeal(sessionSecret: string) {
  const raw = new Uint8Array(hkdfSync('sha256', sessionSecret, '', 'stratoview rollout keys', 32))
  const key = crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return {
    seal: async ({ apikey, secretkey }: Keys, run: string): Promise<string> =>
      new EncryptJWT({ apikey, secretkey })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(run)
        .encrypt(await key),
    /** Undefined when it was sealed under another secret, or there is nothing to open. */
    open: async (sealed: string | undefined, run: string): Promise<Keys | undefined> => {
      try {
        const { payload } = await jwtDecrypt(sealed ?? '', await key, { audience: run })
        return pair.parse(payload)
      } catch {
        return undefined
      }
    },
  }
}
export type Seal = ReturnType<typeof createSeal>
