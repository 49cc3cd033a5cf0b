/** The fields a thing is found by as one text, for `matches`: lower case, one field a line. */
export const textOf = (...fields: (string | undefined)[]): string =>
  fields
    .filter((field) => field !== undefined && field !== '')
    .join('\n')
    .toLowerCase()

export const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/).filter(Boolean)

/** Every word of the query must occur; a line break in the text keeps one word from matching across two fields. */
export const matches = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word))
