import { cellHeight, cellWidth } from './font.ts'

/** What a cell holds: its character in bits 0 to 20, its colour (one of 16) in bits 21 to 24, the cursor in bit 31. */
export const characterOf = (cell: number) => cell & 0x1f_ffff
export const colourOf = (cell: number) => (cell >>> 21) & 15
export const hasCursor = (cell: number) => cell >>> 31 === 1

const grey = 7
const blank = 32 | (grey << 21)
/** `ESC [ n m`: 0 back to grey, 1 bright, 30 to 37 a colour. */
const ansi = [0, 4, 2, 6, 1, 5, 3, 7] as const

/** A terminal in text mode: what is written runs on at the cursor and scrolls off the top. */
export class TextScreen {
  #cols = 80
  #rows = 25
  #width = 720
  #height = 400
  #cells = new Uint32Array(this.#cols * this.#rows).fill(blank)
  #col = 0
  #row = 0
  #colour = grey
  readonly #watchers = new Set<() => void>()

  get cols(): number {
    return this.#cols
  }
  get rows(): number {
    return this.#rows
  }
  /** Pixels. */
  get width(): number {
    return this.#width
  }
  get height(): number {
    return this.#height
  }

  /** The cells as they are shown now, row by row. */
  snapshot(): Uint32Array {
    const cells = this.#cells.slice()
    const at = this.#row * this.#cols + Math.min(this.#col, this.#cols - 1)
    cells[at] = ((cells[at] ?? blank) | 0x8000_0000) >>> 0
    return cells
  }

  /** The text shown, without trailing blanks and empty last lines. */
  lines(): string[] {
    const lines: string[] = []
    for (let row = 0; row < this.#rows; row += 1) {
      const codes = this.#cells.subarray(row * this.#cols, (row + 1) * this.#cols)
      lines.push(String.fromCodePoint(...Array.from(codes, characterOf)).trimEnd())
    }
    while (lines.at(-1) === '') lines.pop()
    return lines
  }

  write(text: string): void {
    const [first = '', ...painted] = text.split('\u{1b}[')
    for (const character of first) this.#put(character)
    for (const part of painted) {
      const [code = ''] = part.split('m', 1)
      this.#paint(Number(code))
      for (const character of part.slice(code.length + 1)) this.#put(character)
    }
    this.changed()
  }

  clear(): void {
    this.#cells.fill(blank)
    this.#col = 0
    this.#row = 0
    this.#colour = grey
    this.changed()
  }

  /** As many whole cells as fit; what is shown moves up with the cursor when rows are lost. */
  resize(width: number, height: number): void {
    const cols = Math.max(1, Math.floor(width / cellWidth))
    const rows = Math.max(1, Math.floor(height / cellHeight))
    const cells = new Uint32Array(cols * rows).fill(blank)
    const lost = Math.max(0, this.#row - rows + 1)
    for (let row = 0; row < Math.min(rows, this.#rows - lost); row += 1) {
      const from = (row + lost) * this.#cols
      cells.set(this.#cells.subarray(from, from + Math.min(cols, this.#cols)), row * cols)
    }
    this.#cells = cells
    this.#row -= lost
    this.#cols = cols
    this.#rows = rows
    this.#width = width
    this.#height = height
    this.changed()
  }

  /** Calls `watcher` after each change; answers what ends that. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  changed(): void {
    for (const watcher of this.#watchers) watcher()
  }

  #paint(code: number): void {
    if (code === 0) this.#colour = grey
    else if (code === 1) this.#colour |= 8
    else this.#colour = (this.#colour & 8) | (ansi[code - 30] ?? grey)
  }

  #put(character: string): void {
    if (character === '\n') this.#newLine()
    else if (character === '\r') this.#col = 0
    else if (character === '\b') this.#back()
    else {
      if (this.#col >= this.#cols) this.#newLine()
      this.#cells[this.#row * this.#cols + this.#col] = (character.codePointAt(0) ?? 32) | (this.#colour << 21)
      this.#col += 1
    }
  }

  #back(): void {
    if (this.#col > 0) this.#col -= 1
    else if (this.#row > 0) {
      this.#row -= 1
      this.#col = this.#cols - 1
    }
    this.#cells[this.#row * this.#cols + this.#col] = blank
  }

  #newLine(): void {
    this.#col = 0
    this.#row += 1
    if (this.#row < this.#rows) return
    this.#row = this.#rows - 1
    this.#cells.copyWithin(0, this.#cols)
    this.#cells.fill(blank, this.#row * this.#cols)
  }
}
