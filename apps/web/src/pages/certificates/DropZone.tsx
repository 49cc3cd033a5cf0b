import { Button, Textarea } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState, type DragEvent } from 'react'
import classes from './certificates.module.css'
import type { Dropped } from './pem/material.ts'

/** A chain with its key is some kilobytes; what is larger than this is none. */
const LARGEST = 1024 * 1024

async function read(file: File): Promise<Dropped> {
  const { name, size } = file
  if (size > LARGEST)
    return { name, bytes: new Uint8Array(), unread: 'is larger than 1 MiB, as no certificate and no key is' }
  try {
    return { name, bytes: new Uint8Array(await file.arrayBuffer()) }
  } catch {
    return { name, bytes: new Uint8Array(), unread: 'could not be read: is it a folder, or gone meanwhile?' }
  }
}

/** One place for every file there is, dropped, chosen or pasted. */
export function DropZone({ onFiles }: { onFiles(files: Dropped[]): void }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [pasting, setPasting] = useState(false)
  const take = async (list: FileList | null) => {
    if (list !== null && list.length > 0) onFiles(await Promise.all([...list].map(read)))
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files)
  }
  return (
    <>
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconUpload size={16} stroke={1.6} aria-hidden />
        <span>Drop every file you were given, in any order: .pem, .crt, .key, .p7b, .p12.</span>
        <button type="button" className={classes.link} onClick={() => input.current?.click()}>
          Choose files
        </button>
        <span>or</span>
        <button type="button" className={classes.link} aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
          paste text
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Certificate and key files"
          onChange={(event) => {
            void take(event.currentTarget.files)
            event.currentTarget.value = ''
          }}
        />
      </div>
      {pasting && <Paste onFiles={onFiles} onDone={() => setPasting(false)} />}
    </>
  )
}

let pasted = 0

function Paste({ onFiles, onDone }: { onFiles(files: Dropped[]): void; onDone(): void }) {
  const [text, setText] = useState('')
  const add = () => {
    onFiles([{ name: `pasted text ${++pasted}`, bytes: new TextEncoder().encode(text) }])
    onDone()
  }
  return (
    <div className={classes.paste}>
      <Textarea
        label="Certificates and key in PEM"
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: classes.mono }}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button disabled={text.trim() === ''} onClick={add}>
        Read it
      </Button>
    </div>
  )
}
