import { FilterInput, harmless } from '@stratoview/ui'
import { useEffect, useState } from 'react'
import type { Bundle } from './bundles.ts'
import classes from './diagnostics.module.css'
import { missingIn } from './files.ts'
import { FileView } from './FileView.tsx'
import { Refused } from './Refused.tsx'
import { countLines, textOf } from './search-text.ts'
import { bytesWords } from './words.ts'
import { unpack, ZipError, type ZipEntry } from './zip.ts'

type Ready = Extract<Bundle, { state: 'ready' }>

/** What is in a bundle: its files, the text of one, and a search through all. Unpacked in memory, one at a time. */
export function BundleView({ bundle }: { bundle: Ready }) {
  const { entries } = bundle
  const [open, setOpen] = useState<ZipEntry | undefined>(
    entries.find(({ name }) => name !== 'fileinfo.txt') ?? entries[0],
  )
  const [query, setQuery] = useState('')
  const found = useFound(bundle, query.trim())
  const missing = useMissing(bundle)
  return (
    <div className={classes.bundle}>
      {missing.length > 0 && (
        <p className={classes.note}>
          Not on the VM: <code>{harmless(missing.join(', '))}</code>
        </p>
      )}
      <div className={classes.search}>
        <FilterInput value={query} onChange={setQuery} placeholder="Search in all files" />
      </div>
      <div className={classes.panes}>
        <ul className={classes.names} aria-label="Files">
          {entries.map((entry, index) => {
            const hits = found?.get(entry)
            return (
              <li key={index}>
                <button
                  type="button"
                  aria-current={entry === open || undefined}
                  data-none={hits === 0 || undefined}
                  onClick={() => setOpen(entry)}
                >
                  <code>{harmless(entry.name)}</code>
                  <span>
                    {hits === undefined ? bytesWords(entry.size) : `${hits} ${hits === 1 ? 'line' : 'lines'}`}
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
        {open && <OpenFile key={entries.indexOf(open)} bundle={bundle} entry={open} query={query.trim()} />}
      </div>
    </div>
  )
}

function OpenFile({ bundle, entry, query }: { bundle: Ready; entry: ZipEntry; query: string }) {
  const [got, setGot] = useState<{ bytes: Uint8Array<ArrayBuffer> } | { error: string }>()
  useEffect(() => {
    let left = false
    unpack(bundle.bytes, entry).then(
      (bytes) => !left && setGot({ bytes }),
      (error: unknown) =>
        !left && setGot({ error: error instanceof ZipError ? error.message : 'It could not be unpacked.' }),
    )
    return () => {
      left = true
    }
  }, [bundle, entry])
  if (got === undefined) return null
  if ('error' in got) return <Refused why={got.error} />
  return <FileView name={entry.name} bytes={got.bytes} query={query} />
}

/** Lines with the words in each file, as they are counted; undefined without words. */
function useFound(bundle: Ready, query: string): ReadonlyMap<ZipEntry, number> | undefined {
  const [found, setFound] = useState<{ query: string; counts: ReadonlyMap<ZipEntry, number> }>()
  useEffect(() => {
    if (query === '') return undefined
    let left = false
    const count = async () => {
      const counts = new Map<ZipEntry, number>()
      for (const entry of bundle.entries) {
        // A damaged file is told where it is opened.
        const text = textOf(await unpack(bundle.bytes, entry).catch(() => new Uint8Array()))
        if (left) return
        counts.set(entry, text === undefined ? 0 : countLines(text, query))
        setFound({ query, counts: new Map(counts) })
      }
    }
    void count()
    return () => {
      left = true
    }
  }, [bundle, query])
  return query !== '' && found?.query === query ? found.counts : undefined
}

function useMissing({ bytes, entries }: Ready): string[] {
  const [missing, setMissing] = useState<string[]>([])
  useEffect(() => {
    const info = entries.find(({ name }) => name === 'fileinfo.txt')
    if (info === undefined || info.size > 1_000_000) return
    unpack(bytes, info).then(
      (plain) => setMissing(missingIn(textOf(plain) ?? '')),
      () => undefined,
    )
  }, [bytes, entries])
  return missing
}
