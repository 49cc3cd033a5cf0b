import type { Layout } from '../layout.ts'

/** Spain. ~ writes at once in X11 and the Linux console; Windows waits for the next letter there. */
export const layout: Layout = {
  plain: ["º1234567890'¡", 'qwertyuiop`+', 'asdfghjklñ´ç', '<zxcvbnm,.-'],
  shift: ['ª!"·$%&/()=?¿', 'QWERTYUIOP^*', 'ASDFGHJKLÑ¨Ç', '>ZXCVBNM;:_'],
  altgr: ['\\|@#~ ¬      ', '  €       []', '          {}', '           '],
  dead: { plain: '`´', shift: '^¨' },
}
