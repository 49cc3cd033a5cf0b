const PLAIN = /^[\w.:/@,-]*$/

/** A value as one word of a POSIX shell's line: as it is where that is safe, else in single quotes. */
export const shellWord = (value: string): string => (PLAIN.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`)
