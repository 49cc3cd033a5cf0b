/** Whether a certificate for these names is good for this one, as a browser decides (RFC 6125: a star is one label). */
export function covers(names: readonly string[], name: string): boolean {
  const wanted = name.toLowerCase()
  return names.some((one) => {
    const pattern = one.toLowerCase()
    if (!pattern.startsWith('*.')) return pattern === wanted
    const dot = wanted.indexOf('.')
    return dot > 0 && pattern.slice(1) === wanted.slice(dot)
  })
}
