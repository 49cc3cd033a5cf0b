import type { Layout } from '../layout.ts'

/** Belgium; CloudStack names it twice, for French and for Dutch. */
export const layout: Layout = {
  plain: ['²&é"\'(§è!çà)-', 'azertyuiop^$', 'qsdfghjklmùµ', '<wxcvbn,;:='],
  shift: ['³1234567890°_', 'AZERTYUIOP¨*', 'QSDFGHJKLM%£', '>WXCVBN?./+'],
  altgr: [' |@#  ^  {}  ', '  €       []', '          ´`', '\\         ~'],
  dead: { plain: '^', shift: '¨', altgr: '´`~' },
}
