import { CloudStackError } from '@stratoview/api-client/error'
import { useSyncExternalStore } from 'react'
import { request } from '../../api.ts'
import { readZip, ZipError, type ZipEntry } from './zip.ts'

/** A bundle on its way into this browser's memory, or there. It is nowhere else: neither on our server nor on a disk. */
export type Bundle =
  | { state: 'loading'; received: number; total: number | undefined }
  | { state: 'ready'; filename: string; bytes: Uint8Array<ArrayBuffer>; entries: readonly ZipEntry[] }
  /** `bytes`: it came, but is not one to open. */
  | { state: 'failed'; message: string; filename?: string; bytes?: Uint8Array<ArrayBuffer> }

let bundles: ReadonlyMap<string, Bundle> = new Map()
const listeners = new Set<() => void>()
const aborts = new Map<string, AbortController>()

function put(jobid: string, bundle: Bundle | undefined): void {
  const next = new Map(bundles)
  if (bundle === undefined) next.delete(jobid)
  else next.set(jobid, bundle)
  bundles = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useBundle = (jobid: string): Bundle | undefined =>
  useSyncExternalStore(subscribe, () => bundles.get(jobid))

/** Forgets it, or breaks it off. */
export function dropBundle(jobid: string): void {
  aborts.get(jobid)?.abort()
  aborts.delete(jobid)
  put(jobid, undefined)
}

/** Fetches the bundle of a finished job through our server, and looks into it. Goes on when the page is left. */
export async function fetchBundle(jobid: string): Promise<void> {
  const abort = new AbortController()
  aborts.set(jobid, abort)
  put(jobid, { state: 'loading', received: 0, total: undefined })
  try {
    const response = await request(`/api/diagnostics/${encodeURIComponent(jobid)}`, { signal: abort.signal })
    const filename =
      /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'diagnostics.zip'
    const bytes = await read(response, (received, total) => {
      if (!abort.signal.aborted) put(jobid, { state: 'loading', received, total })
    })
    if (!abort.signal.aborted) put(jobid, opened(filename, bytes))
  } catch (error) {
    if (abort.signal.aborted) return
    put(jobid, { state: 'failed', message: error instanceof CloudStackError ? error.message : broken })
  } finally {
    // One that was dropped and begun again leaves the new download its own.
    if (aborts.get(jobid) === abort) aborts.delete(jobid)
  }
}

const broken = 'The download broke off before its end. Half a file is not opened: try again.'

function opened(filename: string, bytes: Uint8Array<ArrayBuffer>): Bundle {
  try {
    return { state: 'ready', filename, bytes, entries: readZip(bytes) }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error
    return { state: 'failed', message: error.message, filename, bytes }
  }
}

async function read(response: Response, progress: (received: number, total: number | undefined) => void) {
  const length = Number(response.headers.get('content-length') ?? Number.NaN)
  const total = Number.isFinite(length) ? length : undefined
  const chunks: Uint8Array[] = []
  let received = 0
  let told = 0
  const reader = response.body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done || value === undefined) break
    chunks.push(value)
    received += value.byteLength
    // A line of text a hundred times a second tells nobody more.
    if (received - told > 262_144) progress((told = received), total)
  }
  const bytes = new Uint8Array(received)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
