/** Scancodes of the keys that write, row by row: from the key left of 1, from Q, from A, \ and the key left of Z, from Z. */
const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
export const writingKeys = [
  0x29,
  ...span(0x02, 0x0d),
  ...span(0x10, 0x1b),
  ...span(0x1e, 0x28),
  0x2b,
  0x56,
  ...span(0x2c, 0x35),
]

export interface Layout {
  plain: string
  shift: string
  /** Pairs: what a key writes alone, then what it writes with AltGr. */
  altgr: string
  /** What waits for the next letter. */
  dead: string
}

/** What the keys write in a guest, by the values of CloudStack's VM detail `keyboard`; drawn up from the layouts of xkb. */
export const layouts: Readonly<Record<string, Layout>> = {
  us: {
    plain: "`1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./",
    shift: '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?',
    altgr: '',
    dead: '',
  },
  uk: {
    plain: "`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./",
    shift: '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?',
    altgr: '`¦4€eéuúiíoóaá',
    dead: '',
  },
  de: {
    plain: '^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-',
    shift: '°!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ\'>YXCVBNM;:_',
    altgr: '2²3³7{8[9]0}ß\\q@e€+~<|mµ',
    dead: '^´`',
  },
}
