import type { Layout } from '../layout.ts'

/** Japan, 106 keys. Its fifth row holds the key right of / and the one left of the backspace. */
export const layout: Layout = {
  plain: [' 1234567890-^', 'qwertyuiop@[', 'asdfghjkl;:]', ' zxcvbnm,./', '\\ '],
  shift: [' !"#$%&\'() =~', 'QWERTYUIOP`{', 'ASDFGHJKL+*}', ' ZXCVBNM<>?', '_|'],
}
