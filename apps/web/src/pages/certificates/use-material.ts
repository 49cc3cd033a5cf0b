import { useEffect, useRef, useState } from 'react'
import type { Arranged } from './pem/arrange.ts'
import type { Dropped, Material } from './pem/material.ts'

interface Looked {
  material: Material
  arranged: Arranged
}

interface Input {
  files: readonly Dropped[]
  passwords: Readonly<Record<string, string>>
  /** Certificates and keys that were taken out. */
  out: ReadonlySet<string>
}

const noInput: Input = { files: [], passwords: {}, out: new Set() }

const nothing: Looked = {
  material: { certificates: [], keys: [], locked: [], junk: [] },
  arranged: { rivals: [], keys: [], intermediates: [], unsigned: [], spare: [] },
}

/** The readers and their libraries are a chunk of their own, fetched with the first file. */
async function look({ files, passwords, out }: Input): Promise<Looked> {
  if (files.length === 0) return nothing
  const [{ readFiles }, { arrange }] = await Promise.all([import('./pem/read.ts'), import('./pem/arrange.ts')])
  const all = await readFiles(files, passwords)
  const material = {
    ...all,
    certificates: all.certificates.filter(({ id }) => !out.has(id)),
    keys: all.keys.filter(({ source }) => !out.has(source)),
  }
  return { material, arranged: await arrange(material) }
}

/** The readers could not be fetched, or failed where they should not: said of each file, so that nobody waits. */
const unreadable = ({ files }: Input, error: Error): Looked => ({
  ...nothing,
  material: {
    ...nothing.material,
    junk: files.map(({ name }) => ({ source: name, why: `could not be looked into: ${error.message}` })),
  },
})

const forget = (some: readonly Dropped[]) => some.forEach(({ bytes }) => bytes.fill(0))

/**
 * What was dropped, and what it is. It lives in this component alone: leaving the page, `clear` and sending forget it,
 * and the bytes of the files are overwritten (what the readers made of them is left to the garbage collector).
 */
export function useMaterial() {
  const [input, setInput] = useState<Input>(noInput)
  const [looked, setLooked] = useState<Looked & { input: Input }>({ ...nothing, input: noInput })
  useEffect(() => {
    let stale = false
    void look(input)
      .catch((error: Error) => unreadable(input, error))
      .then((found) => {
        if (!stale) setLooked({ ...found, input })
      })
    return () => {
      stale = true
    }
  }, [input])
  const { files } = input
  const held = useRef(files)
  useEffect(() => {
    held.current = files
  }, [files])
  useEffect(() => () => forget(held.current), [])
  return {
    material: looked.material,
    arranged: looked.arranged,
    reading: looked.input !== input,
    empty: files.length === 0,
    /** A file of the same name takes the place of the one before. */
    add: (more: readonly Dropped[]) => {
      const names = new Set(more.map(({ name }) => name))
      forget(files.filter(({ name }) => names.has(name)))
      setInput(({ files, passwords }) => ({
        files: [...files.filter(({ name }) => !names.has(name)), ...more],
        passwords,
        out: new Set(),
      }))
    },
    unlock: (file: string, password: string) =>
      setInput((before) => ({ ...before, passwords: { ...before.passwords, [file]: password } })),
    /** Takes out one certificate (by its id) or key (by its source). */
    takeOut: (what: string) => setInput((before) => ({ ...before, out: new Set([...before.out, what]) })),
    /** Takes out a whole file: `bundle.pem` of `bundle.pem, 2 of 3`. */
    takeFileOut: (source: string) => {
      const gone = files.filter(({ name }) => source === name || source.startsWith(`${name}, `))
      forget(gone)
      setInput((before) => ({ ...before, files: before.files.filter((file) => !gone.includes(file)) }))
    },
    clear: () => {
      forget(files)
      setInput(noInput)
    },
  }
}
export type MaterialState = ReturnType<typeof useMaterial>
