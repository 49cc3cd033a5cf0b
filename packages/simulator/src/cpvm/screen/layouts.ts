const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

/**
 * Scancodes of the keys that write, in the order of the tables below: the rows from the key left of 1, from Q and from
 * A, the key of \, the one left of Z, the row from Z, and the two that only a Japanese keyboard has.
 */
export const writingKeys = [
  0x29,
  ...span(0x02, 0x0d),
  ...span(0x10, 0x1b),
  ...span(0x1e, 0x28),
  0x2b,
  0x56,
  ...span(0x2c, 0x35),
  0x73,
  0x7d,
]

export interface Layout {
  /** What each key writes alone; a blank writes nothing. */
  plain: string
  shift: string
  /** Pairs: what a key writes alone, then what it writes with AltGr; `both` with Shift too. */
  altgr: string
  both?: string
  /** Pairs: a level (`p`lain, `s`hift, `a`ltgr) and what waits there for the next letter. */
  dead: string
}

const swiss = {
  altgr: "1|2@3#6¬7|8¢9]0}'´^~ü[è[¨]ä{à{$}<\\e€",
  dead: 'p^p¨s`a´a~',
}
const belgian: Layout = {
  plain: '²&é"\'(§è!çà)-azertyuiop^$qsdfghjklmùµ<wxcvbn,;:=',
  shift: '³1234567890°_AZERTYUIOP¨*QSDFGHJKLM%£>WXCVBN?./+',
  altgr: '&|é@"#\'{([§^ç{à}^[$]ù´µ`=~<\\e€',
  dead: 'p^s¨a´a`a~',
}

/** What the keys write in a guest, by the values of CloudStack's VM detail `keyboard`. */
export const layouts: Readonly<Record<string, Layout>> = {
  us: {
    plain: "`1234567890-=qwertyuiop[]asdfghjkl;'\\<zxcvbnm,./",
    shift: '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?',
    altgr: '',
    dead: '',
  },
  uk: {
    plain: "`1234567890-=qwertyuiop[]asdfghjkl;'#\\zxcvbnm,./",
    shift: '¬!"£$%^&*()_+QWERTYUIOP{}ASDFGHJKL:@~|ZXCVBNM<>?',
    altgr: '`¦4€eéuúiíoóaá',
    dead: '',
  },
  de: {
    plain: '^1234567890ß´qwertzuiopü+asdfghjklöä#<yxcvbnm,.-',
    shift: '°!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄ\'>YXCVBNM;:_',
    altgr: '2²3³7{8[9]0}ß\\q@e€+~<|mµ',
    dead: 'p^p´s`',
  },
  'de-ch': {
    plain: "§1234567890'^qwertzuiopü¨asdfghjklöä$<yxcvbnm,.-",
    shift: '°+"*ç%&/()=?`QWERTZUIOPè!ASDFGHJKLéà£>YXCVBNM;:_',
    ...swiss,
  },
  'fr-ch': {
    plain: "§1234567890'^qwertzuiopè¨asdfghjkléà$<yxcvbnm,.-",
    shift: '°+"*ç%&/()=?`QWERTZUIOPü!ASDFGHJKLöä£>YXCVBNM;:_',
    ...swiss,
  },
  fr: {
    plain: '²&é"\'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:!',
    shift: '~1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§',
    altgr: 'é~"#\'{([-|è`_\\ç^à@)]=}e€$¤',
    dead: 'p^s¨',
  },
  'fr-be': belgian,
  'nl-be': belgian,
  es: {
    plain: "º1234567890'¡qwertyuiop`+asdfghjklñ´ç<zxcvbnm,.-",
    shift: 'ª!"·$%&/()=?¿QWERTYUIOP^*ASDFGHJKLÑ¨Ç>ZXCVBNM;:_',
    altgr: 'º\\1|2@3#4~6¬e€`[+]´{ç}',
    dead: 'p`p´s^s¨',
  },
  it: {
    plain: "\\1234567890'ìqwertyuiopè+asdfghjklòàù<zxcvbnm,.-",
    shift: '|!"£$%&/()=?^QWERTYUIOPé*ASDFGHJKLç°§>ZXCVBNM;:_',
    altgr: "7{0}'`ì~è[+]ò@à#e€",
    both: 'è{+}',
    dead: '',
  },
  pt: {
    plain: "\\1234567890'«qwertyuiop+´asdfghjklçº~<zxcvbnm,.-",
    shift: '|!"#$%&/()=?»QWERTYUIOP*`ASDFGHJKLÇª^>ZXCVBNM;:_',
    altgr: '2@3£4§7{8[9]0}+¨e€',
    dead: 'p´s`p~s^a¨',
  },
  no: {
    plain: "|1234567890+\\qwertyuiopå¨asdfghjkløæ'<zxcvbnm,.-",
    shift: '§!"#¤%&/()=?`QWERTYUIOPÅ^ASDFGHJKLØÆ*>ZXCVBNM;:_',
    altgr: '2@3£4$7{8[9]0}\\´¨~e€mµ',
    dead: 'p¨s^s`a´a~',
  },
  fi: {
    plain: "§1234567890+´qwertyuiopå¨asdfghjklöä'<zxcvbnm,.-",
    shift: '½!"#¤%&/()=?`QWERTYUIOPÅ^ASDFGHJKLÖÄ*>ZXCVBNM;:_',
    altgr: '2@3£4$7{8[9]0}+\\¨~<|e€mµ',
    dead: 'p´s`p¨s^a~',
  },
  is: {
    plain: "°1234567890ö-qwertyuiopð'asdfghjklæ´+<zxcvbnm,.þ",
    shift: '¨!"#$%&/()=Ö_QWERTYUIOPÐ?ASDFGHJKLÆ\'*>ZXCVBNM;:Þ',
    altgr: "7{8[9]0}ö\\q@e€'~´^+`<|mµ",
    dead: 'p°s¨p´a^',
  },
  jp: {
    plain: ' 1234567890-^qwertyuiop@[asdfghjkl;:] zxcvbnm,./\\\\',
    shift: ' !"#$%&\'() =~QWERTYUIOP`{ASDFGHJKL+*} ZXCVBNM<>?_|',
    altgr: '',
    dead: '',
  },
}
