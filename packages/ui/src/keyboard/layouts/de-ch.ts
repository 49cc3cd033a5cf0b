import type { Layout } from '../layout.ts'

/** Switzerland, German. */
export const layout: Layout = {
  plain: ["§1234567890'^", 'qwertzuiopü¨', 'asdfghjklöä$', '<yxcvbnm,.-'],
  shift: ['°+"*ç%&/()=?`', 'QWERTZUIOPè!', 'ASDFGHJKLéà£', '>YXCVBNM;:_'],
  altgr: ['  @#  ¬|¢  ´~', '  €       []', '          {}', '\\          '],
  dead: { plain: '^¨', shift: '`', altgr: '´~' },
}
