import type { Layout } from '../layout.ts'

/** Italy. ` and ~ are those of X11 and the Linux console; Windows has no key for them. */
export const layout: Layout = {
  plain: ["\\1234567890'ì", 'qwertyuiopè+', 'asdfghjklòàù', '<zxcvbnm,.-'],
  shift: ['|!"£$%&/()=?^', 'QWERTYUIOPé*', 'ASDFGHJKLç°§', '>ZXCVBNM;:_'],
  altgr: ['           `~', '  €       []', '         @# ', '           '],
  both: ['             ', '          {}', '            ', '           '],
}
