export interface Box {
  top: number
  bottom: number
  left: number
  right: number
}

const gap = 4
const edge = 8

/**
 * Where a menu goes, in px of the window: below its button, above it when there is more room, always within the window.
 * @param align which edges line up
 */
export function placeOf(
  button: Box,
  menu: { width: number; height: number },
  view: { width: number; height: number },
  align: 'start' | 'end',
): { top: number; left: number; maxHeight: number } {
  const below = view.height - button.bottom - gap - edge
  const above = button.top - gap - edge
  const up = menu.height > below && above > below
  const maxHeight = Math.max(120, up ? above : below)
  const height = Math.min(menu.height, maxHeight)
  const left = align === 'start' ? button.left : button.right - menu.width
  return {
    top: up ? button.top - gap - height : button.bottom + gap,
    left: Math.max(edge, Math.min(left, view.width - menu.width - edge)),
    maxHeight,
  }
}
