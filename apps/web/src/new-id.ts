/** A random id. Not `crypto.randomUUID`: a page that came by plain http from another machine has none. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
