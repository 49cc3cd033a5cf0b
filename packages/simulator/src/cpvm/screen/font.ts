/** A character cell, pixels: the 9x16 of VGA text mode. */
export const cellWidth = 9
export const cellHeight = 16

/**
 * Our own 5x8 letters for U+0020 to U+007E, drawn for this screen: a word a letter, a digit (base 32) a row of five
 * dots, the last row below the line.
 */
const drawn = [
  '00000000 44444040 aaa00000 aavavaa0 4fke5u40 pp248jj0 cik8lid0 44400000 24888420 84222480 04lel400 044v4400',
  '00000624 000v0000 00000cc0 11248gg0 ehjlphe0 4c4444e0 eh168gv0 eh161he0 26aiv220 vgu11he0 68guhhe0 v1248880',
  'ehhehhe0 ehhf12c0 0cc0cc00 06600624 12484210 00v0v000 g84248g0 eh124040 ehnlngf0 ehhvhhh0 uhhuhhu0 ehggghe0',
  'sihhhis0 vgguggv0 vgguggg0 ehgnhhf0 hhhvhhh0 e44444e0 72222ic0 hikokih0 ggggggv0 hrllhhh0 hplljhh0 ehhhhhe0',
  'uhhuggg0 ehhhlid0 uhhukih0 fgge11u0 v4444440 hhhhhhe0 hhhhaa40 hhhllrh0 hha4ahh0 hha44440 v1248gv0 e88888e0',
  'gg842110 e22222e0 4ah00000 0000000v 84200000 00e1fhf0 gguhhhu0 00fgggf0 11fhhhf0 00ehvge0 698s8880 00fhhf1e',
  'gguhhhh0 40c444e0 206222ic 889aca90 c44444e0 00qllll0 00uhhhh0 00ehhhe0 00uhhugg 00fhhf11 00mpggg0 00fge1u0',
  '88s88960 00hhhjd0 00hhha40 00hhlla0 00ha4ah0 00hhhf1e 00v248v0 34484430 44444444 o44244o0 008l2000',
]
const letters = drawn.join(' ').split(' ')

/** Marks above a letter, as its first two rows. */
const marks: Readonly<Record<string, readonly [number, number]>> = {
  '\u0300': [0b01000, 0b00100],
  '\u0301': [0b00010, 0b00100],
  '\u0302': [0b00100, 0b01010],
  '\u0303': [0b01101, 0b10110],
  '\u0308': [0b01010, 0],
  '\u030a': [0b00100, 0b01010],
}
/** For a character nobody drew. */
const box = [31, 17, 17, 17, 17, 17, 31, 0]

function rowsOf(character: string): readonly number[] {
  const [base = ' ', ...above] = character.normalize('NFD')
  const letter = letters[base.codePointAt(0)! - 32]
  if (letter === undefined) return box
  const rows = [...letter].map((digit) => Number.parseInt(digit, 32))
  for (const mark of above) for (const [row, dots] of (marks[mark] ?? []).entries()) rows[row] = (rows[row] ?? 0) | dots
  return rows
}

const known = new Map<number, Uint16Array>()

/** A character's 16 rows of nine dots, the leftmost in bit 8. A row is drawn twice and a dot two wide. */
export function glyph(code: number): Uint16Array {
  const before = known.get(code)
  if (before) return before
  const rows = rowsOf(String.fromCodePoint(code))
  const made = new Uint16Array(cellHeight)
  for (const [at, dots] of rows.entries()) made.fill(((dots << 1) | dots) << 2, at * 2, at * 2 + 2)
  known.set(code, made)
  return made
}
