import { cellHeight, cellWidth } from '../screen/font.ts'
import type { TextScreen } from '../screen/text-screen.ts'
import { bytes } from '../thread.ts'
import { ownFormat, rawPixels, writeFormat, type PixelFormat, type Rect } from './pixels.ts'

const raw = 0
const desktopSize = -223
const extendedKeys = -258
const extendedDesktopSize = -308

const update = (rects: readonly Uint8Array[]) => bytes(0, 0, [rects.length, 2], ...rects)
const head = ({ x, y, width, height }: Rect, encoding: number) =>
  bytes([x, 2], [y, 2], [width, 2], [height, 2], [encoding >>> 0, 4])

/** What one client of a screen has been shown, has asked for and is sent. */
export class Painter {
  format: PixelFormat = ownFormat
  encodings: ReadonlySet<number> = new Set()
  readonly #screen: TextScreen
  readonly #send: (bytes: Uint8Array) => void
  /** The cells as the client has them; undefined = it has nothing yet. */
  #shown: Uint32Array | undefined
  #size: { width: number; height: number }
  /** An incremental request that has not been answered. */
  #asked: Rect | undefined

  constructor(screen: TextScreen, send: (bytes: Uint8Array) => void) {
    this.#screen = screen
    this.#send = send
    this.#size = { width: screen.width, height: screen.height }
  }

  formatBytes(): Uint8Array {
    return writeFormat(ownFormat)
  }

  announceKeys(width: number, height: number): void {
    this.#send(update([head({ x: 0, y: 0, width, height }, extendedKeys)]))
  }

  /** `why`: 0 the server, 1 this client; `status` 0 done, 3 invalid layout. */
  announceSize(why: number, status = 0): void {
    const { width, height } = this.#screen
    if (status === 0) this.#resized()
    if (this.encodings.has(extendedDesktopSize)) {
      const screen = bytes(1, 0, 0, 0, [0, 4], [0, 2], [0, 2], [width, 2], [height, 2], [0, 4])
      this.#send(update([bytes(head({ x: why, y: status, width, height }, extendedDesktopSize), screen)]))
    } else if (this.encodings.has(desktopSize)) {
      this.#send(update([head({ x: 0, y: 0, width, height }, desktopSize)]))
    }
  }

  #resized(): void {
    const { width, height } = this.#screen
    if (width === this.#size.width && height === this.#size.height) return
    this.#size = { width, height }
    this.#shown = undefined
  }

  /** FramebufferUpdateRequest: answered at once, or when something changes. */
  request(rect: Rect, incremental: boolean): void {
    const { width, height } = this.#screen
    const [x, y] = [Math.min(rect.x, width), Math.min(rect.y, height)]
    const clipped = { x, y, width: Math.min(rect.width, width - x), height: Math.min(rect.height, height - y) }
    if (incremental) {
      this.#asked = clipped
      this.flush()
      return
    }
    const cells = this.#screen.snapshot()
    if (clipped.width === width && clipped.height === height) this.#shown = cells
    this.#paint(cells, [clipped])
  }

  /** Sends what has changed, if the client is waiting for it. */
  flush(): void {
    const asked = this.#asked
    if (!asked) return
    const { width, height } = this.#screen
    if (width !== this.#size.width || height !== this.#size.height) {
      this.#asked = undefined
      this.announceSize(0)
      return
    }
    const cells = this.#screen.snapshot()
    const rects = this.#changes(cells)
      .map((rect) => intersection(rect, asked))
      .filter((rect) => rect.width > 0 && rect.height > 0)
    if (rects.length === 0) return
    this.#asked = undefined
    if (asked.width === width && asked.height === height) this.#shown = cells
    this.#paint(cells, rects)
  }

  #paint(cells: Uint32Array, rects: readonly Rect[]): void {
    this.#send(update(rects.map((rect) => bytes(head(rect, raw), rawPixels(this.#screen, cells, rect, this.format)))))
  }

  /** One rectangle a row, from its first changed cell to its last. */
  #changes(cells: Uint32Array): Rect[] {
    const { cols, rows, width, height } = this.#screen
    const shown = this.#shown
    if (shown?.length !== cells.length) return [{ x: 0, y: 0, width, height }]
    const rects: Rect[] = []
    for (let row = 0; row < rows; row += 1) {
      const line = cells.subarray(row * cols, (row + 1) * cols)
      const differs = (cell: number, col: number) => cell !== shown[row * cols + col]
      const first = line.findIndex(differs)
      if (first < 0) continue
      const last = line.findLastIndex(differs)
      const [x, y] = [first * cellWidth, row * cellHeight]
      rects.push({ x, y, width: (last - first + 1) * cellWidth, height: cellHeight })
    }
    return rects
  }
}

function intersection(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)]
  return {
    x,
    y,
    width: Math.min(a.x + a.width, b.x + b.width) - x,
    height: Math.min(a.y + a.height, b.y + b.height) - y,
  }
}
