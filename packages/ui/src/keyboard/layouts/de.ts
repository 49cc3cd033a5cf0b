import type { Layout } from '../layout.ts'

/** Germany and Austria. */
export const layout: Layout = {
  plain: ['^1234567890ß´', 'qwertzuiopü+', 'asdfghjklöä#', '<yxcvbnm,.-'],
  shift: ['°!"§$%&/()=?`', 'QWERTZUIOPÜ*', "ASDFGHJKLÖÄ'", '>YXCVBNM;:_'],
  altgr: ['  ²³   {[]}\\ ', '@ €        ~', '            ', '|      µ   '],
  dead: { plain: '^´', shift: '`' },
}
