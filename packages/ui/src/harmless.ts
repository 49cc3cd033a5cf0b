/** Controls, and letters that turn a line round, hide in it or break it where nothing shows. */
const orders = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * Text from somewhere else as text and nothing more: escape sequences, bells and backspaces become visible marks
 * (`␛[2J`), and so does what turns a line round. Lines and tabs stay.
 */
export const harmless = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll(orders, marked)

function marked(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  if (letter === '\n' || letter === '\t') return letter
  if (code < 32) return String.fromCodePoint(0x2400 + code)
  return code === 127 ? '␡' : `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`
}
