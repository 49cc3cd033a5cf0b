import type { Layout } from '../layout.ts'

/** Finland and Sweden. */
export const layout: Layout = {
  plain: ['§1234567890+´', 'qwertyuiopå¨', "asdfghjklöä'", '<zxcvbnm,.-'],
  shift: ['½!"#¤%&/()=?`', 'QWERTYUIOPÅ^', 'ASDFGHJKLÖÄ*', '>ZXCVBNM;:_'],
  altgr: ['  @£$  {[]}\\ ', '  €        ~', '            ', '|      µ   '],
  dead: { plain: '´¨', shift: '`^', altgr: '~' },
}
