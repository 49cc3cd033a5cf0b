import type { Layout } from '../layout.ts'

/** Switzerland, French. */
export const layout: Layout = {
  plain: ["§1234567890'^", 'qwertzuiopè¨', 'asdfghjkléà$', '<yxcvbnm,.-'],
  shift: ['°+"*ç%&/()=?`', 'QWERTZUIOPü!', 'ASDFGHJKLöä£', '>YXCVBNM;:_'],
  altgr: ['  @#  ¬|¢  ´~', '  €       []', '          {}', '\\          '],
  dead: { plain: '^¨', shift: '`', altgr: '´~' },
}
