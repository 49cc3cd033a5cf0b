/** A block of a PEM text: what stands between BEGIN and END, with both lines. */
export interface Block {
  label: string
  pem: string
}

/** Text of a file, or undefined when its bytes are no text. UTF-16 is what Notepad and PowerShell write. */
export function textOf(bytes: Uint8Array): string | undefined {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // UTF-16 without its mark: every other byte of ASCII is zero.
  if (bytes.length > 3 && a !== 0 && b === 0 && bytes[3] === 0) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes.length > 3 && a === 0 && b !== 0 && bytes[2] === 0) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 512).includes(0)) return undefined
  // Windows-1252 reads any byte: a comment in another code page must not lose the blocks around it.
  return new TextDecoder('windows-1252').decode(bytes).replace(/^\u00ef\u00bb\u00bf/, '')
}

const begin = /-----BEGIN ([A-Z0-9 ]+)-----/g

/** Every complete block, whatever stands between them; `broken` are labels that begin and never end. */
export function blocksOf(text: string): { blocks: Block[]; broken: string[] } {
  const blocks: Block[] = []
  const broken: string[] = []
  const plain = text.replaceAll(/\r\n?/g, '\n')
  for (const match of plain.matchAll(begin)) {
    const label = match[1] ?? ''
    const end = `-----END ${label}-----`
    const from = match.index
    const to = plain.indexOf(end, from)
    const next = plain.indexOf('-----BEGIN ', from + 11)
    if (to < 0 || (next >= 0 && next < to)) broken.push(label)
    else blocks.push({ label, pem: tidy(plain.slice(from, to + end.length)) })
  }
  return { blocks, broken }
}

/** Lines without the spaces that mail and terminals put around them, and without empty ones but the one after headers. */
function tidy(pem: string): string {
  const lines = pem.split('\n').map((line) => line.trim())
  const headers = lines.some((line) => /^[A-Za-z-]+: /.test(line))
  return `${lines.filter((line) => headers || line !== '').join('\n')}\n`
}

/** What is inside a block as DER; undefined when it is no base64. */
export function derOf(pem: string): Uint8Array | undefined {
  const body = pem.replaceAll(/-----[^-]+-----/g, '').replaceAll(/^[A-Za-z-]+: .*$/gm, '')
  const tight = body.replaceAll(/\s/g, '')
  if (tight === '') return undefined
  try {
    return Uint8Array.from(atob(tight), (c) => c.codePointAt(0) ?? 0)
  } catch {
    return undefined
  }
}

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCodePoint(byte)
  return btoa(text)
}

export function pemOf(label: string, der: Uint8Array): string {
  const lines = base64(der).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
