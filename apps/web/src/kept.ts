/**
 * What this browser keeps between visits. Its storage may be full or forbidden, so nothing that is kept there is ever
 * needed: without it the page works until it is left.
 */
export const kept = {
  get(place: string): string | null {
    try {
      return localStorage.getItem(place)
    } catch {
      return null
    }
  },
  set(place: string, text: string): void {
    try {
      localStorage.setItem(place, text)
    } catch {
      // Nothing to be done, and nobody to be told.
    }
  },
}
