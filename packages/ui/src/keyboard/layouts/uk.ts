import type { Layout } from '../layout.ts'

/** United Kingdom. Windows writes áéíóú with AltGr and X11 does not, so neither do we. */
export const layout: Layout = {
  plain: ['`1234567890-=', 'qwertyuiop[]', "asdfghjkl;'#", '\\zxcvbnm,./'],
  shift: ['¬!"£$%^&*()_+', 'QWERTYUIOP{}', 'ASDFGHJKL:@~', '|ZXCVBNM<>?'],
  altgr: ['    €        ', '            ', '            ', '           '],
}
