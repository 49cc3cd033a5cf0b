/** Text that tries to be more than text. CloudStack stores all of it: the console shows it as it is. */
export const hostile = {
  /** 28 characters of markup, in a network's name and display text. */
  markup: '<img src=x onerror=alert(1)>',
  /** Right-to-left override and mark: drawn naively, it reads `net-…`, backwards, over its neighbours. */
  rightToLeft: 'net-\u202Efdp.exe\u202C-\u200Fשלום',
} as const

/** 10 kB: CloudStack's own limit on an annotation is its column's, 65,535 bytes. */
export const hostileComment = 'This router was moved by hand; ask before touching it. '.repeat(187).slice(0, 10_240)
