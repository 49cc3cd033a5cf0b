import { Button } from '@mantine/core'
import { downloadText, harmless } from '@stratoview/ui'
import { useMemo, useState } from 'react'
import classes from './diagnostics.module.css'
import { linesOf, parts, textOf } from './search-text.ts'
import { bytesWords } from './words.ts'

/** Lines drawn at first, and more each time; of one line so many letters. */
const LINES = 1_000
const LETTERS = 4_000

interface Props {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  query: string
}

/** A file's text, numbered; with words to look for, the lines that hold them. */
export function FileView({ name, bytes, query }: Props) {
  const [most, setMost] = useState(LINES)
  const text = useMemo(() => textOf(bytes), [bytes])
  const lines = useMemo(() => (text === undefined ? [] : linesOf(text, query)), [text, query])
  const last = harmless(name.split('/').at(-1) ?? name)
  return (
    <section className={classes.file} aria-label={last}>
      <div className={classes.fileHead}>
        <code>{harmless(name)}</code>
        <span>
          {text === undefined
            ? `no text, ${bytesWords(bytes.byteLength)}`
            : query === ''
              ? `${lines.length.toLocaleString('en')} lines`
              : `${lines.length.toLocaleString('en')} with “${query}”`}
        </span>
        <Button size="compact-sm" onClick={() => downloadText(last, bytes, 'application/octet-stream')}>
          Save
        </Button>
      </div>
      {text === '' && <p className={classes.note}>The file is empty.</p>}
      {text !== undefined && text !== '' && (
        <pre className={classes.text} tabIndex={0} aria-label={`Text of ${last}`}>
          {lines.slice(0, most).map(({ number, text: line }) => (
            <span key={number} className={classes.line} data-number={number}>
              {parts(harmless(line.slice(0, LETTERS)), query).map((part, at) =>
                at % 2 === 1 ? <mark key={at}>{part}</mark> : part,
              )}
              {line.length > LETTERS && ' … (cut here)'}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
      {lines.length > most && (
        <Button onClick={() => setMost(most + 10 * LINES)}>
          Show more of the {lines.length.toLocaleString('en')} lines
        </Button>
      )}
    </section>
  )
}
