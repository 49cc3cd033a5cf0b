import { cellHeight, cellWidth, glyph } from '../screen/font.ts'
import { characterOf, colourOf, hasCursor, type TextScreen } from '../screen/text-screen.ts'

/** RFB's PIXEL_FORMAT, for true colour. */
export interface PixelFormat {
  bitsPerPixel: number
  depth: number
  bigEndian: boolean
  max: readonly [number, number, number]
  shift: readonly [number, number, number]
}

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

/** What QEMU's VGA says in ServerInit: 32 bits, little-endian, x8 r8 g8 b8. */
export const ownFormat: PixelFormat = {
  bitsPerPixel: 32,
  depth: 24,
  bigEndian: false,
  max: [255, 255, 255],
  shift: [16, 8, 0],
}

/** The 16 colours of text mode. */
const palette = [
  0x00_00_00, 0x00_00_aa, 0x00_aa_00, 0x00_aa_aa, 0xaa_00_00, 0xaa_00_aa, 0xaa_55_00, 0xaa_aa_aa, 0x55_55_55,
  0x55_55_ff, 0x55_ff_55, 0x55_ff_ff, 0xff_55_55, 0xff_55_ff, 0xff_ff_55, 0xff_ff_ff,
] as const

/** The 16 bytes of a PIXEL_FORMAT. Throws, and with that hangs up as QEMU does, at a size of pixels there is not. */
export function readFormat(bytes: Uint8Array): PixelFormat {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16)
  const bitsPerPixel = view.getUint8(0)
  if (![8, 16, 32].includes(bitsPerPixel)) throw new Error(`${bitsPerPixel} bits a pixel`)
  return {
    bitsPerPixel,
    depth: view.getUint8(1),
    bigEndian: view.getUint8(2) !== 0,
    max: [view.getUint16(4), view.getUint16(6), view.getUint16(8)],
    shift: [view.getUint8(10), view.getUint8(11), view.getUint8(12)],
  }
}

export function writeFormat({ bitsPerPixel, depth, bigEndian, max, shift }: PixelFormat): Uint8Array {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  bytes.set([bitsPerPixel, depth, Number(bigEndian), 1])
  for (const [index, value] of max.entries()) view.setUint16(4 + index * 2, value)
  bytes.set(shift, 10)
  return bytes
}

function pixelOf(colour: number, { max, shift }: PixelFormat): number {
  let pixel = 0
  for (const [index, most] of max.entries()) {
    const part = (colour >>> (16 - index * 8)) & 255
    pixel += Math.round((part * most) / 255) * 2 ** (shift[index] ?? 0)
  }
  return pixel
}

/** A part of the screen in raw encoding; what lies beyond the last whole cell is black. */
export function rawPixels(screen: TextScreen, cells: Uint32Array, rect: Rect, format: PixelFormat): Uint8Array {
  const size = format.bitsPerPixel / 8
  const pixels = palette.map((colour) => pixelOf(colour, format))
  const bytes = new Uint8Array(rect.width * rect.height * size)
  const view = new DataView(bytes.buffer)
  const put = {
    1: (at: number, pixel: number) => view.setUint8(at, pixel),
    2: (at: number, pixel: number) => view.setUint16(at, pixel, !format.bigEndian),
    4: (at: number, pixel: number) => view.setUint32(at, pixel, !format.bigEndian),
  }[size as 1 | 2 | 4]
  let at = 0
  for (let y = rect.y; y < rect.y + rect.height; y += 1) {
    const end = rect.x + rect.width
    for (let x = rect.x; x < end;) {
      const col = Math.floor(x / cellWidth)
      const { dots, colour } = rowOfCell(screen, cells, col, y)
      const stop = Math.min(end, (col + 1) * cellWidth)
      // The ground is black, whose pixel is 0 in every format: only ink has to be put.
      for (let left = dots === 0 ? stop : x; left < stop; left += 1) {
        const shown = (dots >>> (cellWidth - 1 - (left - col * cellWidth))) & 1
        if (shown) put(at + (left - x) * size, pixels[colour] ?? 0)
      }
      at += (stop - x) * size
      x = stop
    }
  }
  return bytes
}

/** The nine dots of a cell that are in the pixel row `y`. The cursor is a line under its cell; it does not blink. */
function rowOfCell(screen: TextScreen, cells: Uint32Array, col: number, y: number): { dots: number; colour: number } {
  const row = Math.floor(y / cellHeight)
  if (col >= screen.cols || row >= screen.rows) return { dots: 0, colour: 0 }
  const cell = cells[row * screen.cols + col] ?? 0
  const line = y % cellHeight
  const underline = hasCursor(cell) && (line === 13 || line === 14)
  return { dots: underline ? 0x1ff : (glyph(characterOf(cell))[line] ?? 0), colour: colourOf(cell) }
}
