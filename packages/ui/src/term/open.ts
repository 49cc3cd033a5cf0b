import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'

const color = (element: Element, name: string) => getComputedStyle(element).getPropertyValue(name).trim()

const themeOf = (element: Element) => ({
  background: color(element, '--sv-sunken'),
  foreground: color(element, '--sv-text'),
  // Nobody types here.
  cursor: 'transparent',
  cursorAccent: 'transparent',
  selectionBackground: `${color(element, '--sv-accent')}55`,
})

/** Draws text in a terminal of as many columns as there is room for. Answers how to take it down. */
export function openTerminal(parent: HTMLElement, text: string, mostRows: number): () => void {
  const lines = text.replace(/\n+$/, '').split('\n')
  const terminal = new Terminal({
    disableStdin: true,
    convertEol: true,
    cursorInactiveStyle: 'none',
    fontFamily: color(parent, '--mantine-font-family-monospace'),
    fontSize: 12,
    lineHeight: 1.25,
    logLevel: 'off',
    rows: Math.max(1, Math.min(mostRows, lines.length)),
    scrollback: lines.length + 1_000,
    theme: themeOf(parent),
  })
  const fit = new FitAddon()
  terminal.loadAddon(fit)
  terminal.open(parent)
  // Keys go on to the page: Tab must not end here.
  terminal.textarea?.setAttribute('tabindex', '-1')
  let width = 0
  // Written anew for each width: a narrower terminal cuts the line its cursor is on, and keeps it cut.
  const draw = () => {
    const cols = Math.max(20, fit.proposeDimensions()?.cols ?? 80)
    if (cols === width) return
    width = cols
    const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / cols)), 0)
    terminal.reset()
    terminal.resize(cols, Math.max(1, Math.min(mostRows, rows)))
    terminal.write(lines.join('\n'), () => terminal.scrollToTop())
  }
  draw()
  const sizes = new ResizeObserver(draw)
  sizes.observe(parent)
  const schemes = new MutationObserver(() => (terminal.options.theme = themeOf(parent)))
  schemes.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
  return () => {
    sizes.disconnect()
    schemes.disconnect()
    terminal.dispose()
  }
}
