import type { Layout } from '../layout.ts'

/** France. ~ and ` write at once in X11 and the Linux console; Windows waits for the next letter there. */
export const layout: Layout = {
  plain: ['²&é"\'(-è_çà)=', 'azertyuiop^$', 'qsdfghjklmù*', '<wxcvbn,;:!'],
  shift: [' 1234567890°+', 'AZERTYUIOP¨£', 'QSDFGHJKLM%µ', '>WXCVBN?./§'],
  altgr: ['  ~#{[|`\\^@]}', '  €        ¤', '            ', '           '],
  dead: { plain: '^', shift: '¨' },
}
