import type { World } from '../world.ts'
import { zip, type Entry } from './zip.ts'

/** A zip on a secondary storage, until it is too old. */
interface Bundle {
  path: string
  entries: readonly Entry[]
  /** Epoch ms by the world's clock. */
  made: number
  /** Its copy to the secondary storage stopped short. */
  cut: boolean
}

const bundles = new WeakMap<World, Bundle[]>()

const setting = (world: World, name: string): string =>
  String(world.tables.configurations.find((row) => row.name === name)?.value ?? '')

/** Puts the files on the secondary storage and answers the path of its download (reference §6.2). */
export function keep(world: World, name: string, entries: readonly Entry[], cut: boolean): string {
  const day = new Date(world.clock.now).toISOString()
  const stamp = `${day.slice(0, 10).replaceAll('-', '')}-${day.slice(11, 19).replaceAll(':', '')}`
  const path = `/userdata/${world.uuid()}/diagnostics_files_${name}_${stamp}.zip`
  const all = bundles.get(world) ?? []
  bundles.set(world, [...all.slice(-99), { path, entries, made: world.clock.now, cut }])
  return path
}

/**
 * How a secondary storage VM answers a download, whatever host it was asked for by: paths hold an id of their own.
 * What is older than `diagnostics.data.max.file.age` is gone.
 */
export async function serve(worlds: Iterable<World>, path: string): Promise<Response> {
  for (const world of worlds) {
    const bundle = bundles.get(world)?.find((one) => one.path === path)
    if (!bundle) continue
    if (world.clock.now - bundle.made > Number(setting(world, 'diagnostics.data.max.file.age')) * 1000) break
    const bytes = await zip(bundle.entries, bundle.made)
    const sent = bundle.cut ? bytes.slice(0, Math.floor(bytes.length * 0.6)) : bytes
    return new Response(sent, { headers: { 'content-type': 'application/zip', 'accept-ranges': 'bytes' } })
  }
  return new Response('<h1>Not Found</h1>', { status: 404, headers: { 'content-type': 'text/html' } })
}

/** The host that downloads are told to be at: `1-2-3-4.dom` and https only when both settings say so (reference §6.2). */
export function originOf(world: World, publicip: string): string {
  const domain = setting(world, 'secstorage.ssl.cert.domain')
  if (setting(world, 'secstorage.encrypt.copy') !== 'true' || domain === '') return `http://${publicip}`
  return `https://${domain.startsWith('*.') ? `${publicip.replaceAll('.', '-')}${domain.slice(1)}` : domain}`
}
