/**
 * Lets a drag go on outside the canvas by the browser's own pointer capture, in whichever window the canvas is shown.
 *
 * noVNC would do it with an element over the whole document that it was loaded in, and with that document's events. Where
 * a canvas has `setCapture` it calls that instead (an old way of Firefox), so the canvas gets one that leaves it to us.
 */
export function captureByPointer(canvas: HTMLCanvasElement): void {
  Object.assign(canvas, { setCapture: () => undefined })
  canvas.addEventListener('pointerdown', ({ pointerId, pointerType }) => {
    // Touch is captured by itself, and noVNC reads its events.
    if (pointerType === 'mouse') canvas.setPointerCapture(pointerId)
  })
}
