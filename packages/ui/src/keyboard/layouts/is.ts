import type { Layout } from '../layout.ts'

/** Iceland. ` writes at once in X11 and the Linux console; Windows waits for the next letter there. */
export const layout: Layout = {
  plain: ['°1234567890ö-', "qwertyuiopð'", 'asdfghjklæ´+', '<zxcvbnm,.þ'],
  shift: ['¨!"#$%&/()=Ö_', 'QWERTYUIOPÐ?', 'ASDFGHJKLÆ *', '>ZXCVBNM;:Þ'],
  altgr: ['       {[]}\\ ', '@ €        ~', '          ^`', '|      µ   '],
  dead: { plain: '°´', shift: '¨', altgr: '^' },
}
