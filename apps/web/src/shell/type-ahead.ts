/** What is typed after Ctrl-K before the palette's field is there; while it gathers, no other key of the page hears it. */
let gathered = ''

function gather(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return
  gathered += event.key
  event.preventDefault()
  event.stopImmediatePropagation()
}

export function startGathering(): void {
  gathered = ''
  addEventListener('keydown', gather, true)
}

/** Stops, and answers what was typed meanwhile. */
export function stopGathering(): string {
  removeEventListener('keydown', gather, true)
  const typed = gathered
  gathered = ''
  return typed
}
