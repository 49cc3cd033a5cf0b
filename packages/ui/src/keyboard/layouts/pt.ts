import type { Layout } from '../layout.ts'

/** Portugal. */
export const layout: Layout = {
  plain: ["\\1234567890'«", 'qwertyuiop+´', 'asdfghjklçº~', '<zxcvbnm,.-'],
  shift: ['|!"#$%&/()=?»', 'QWERTYUIOP*`', 'ASDFGHJKLÇª^', '>ZXCVBNM;:_'],
  altgr: ['  @£§  {[]}  ', '  €       ¨ ', '            ', '           '],
  dead: { plain: '´~', shift: '`^', altgr: '¨' },
}
