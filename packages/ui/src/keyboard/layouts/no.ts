import type { Layout } from '../layout.ts'

/** Norway. */
export const layout: Layout = {
  plain: ['|1234567890+\\', 'qwertyuiopå¨', "asdfghjkløæ'", '<zxcvbnm,.-'],
  shift: ['§!"#¤%&/()=?`', 'QWERTYUIOPÅ^', 'ASDFGHJKLØÆ*', '>ZXCVBNM;:_'],
  altgr: ['  @£$  {[]} ´', '  €        ~', '            ', '       µ   '],
  dead: { plain: '¨', shift: '`^', altgr: '´~' },
}
