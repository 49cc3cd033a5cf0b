/** `a, b,,c` → a, b, c. */
export const picked = (value: string): string[] =>
  [...new Set(value.split(',').map((one) => one.trim()))].filter(Boolean)
