// Runs before the first paint, so that a chosen scheme never flashes the other one. A file, since the CSP forbids inline script.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('stratoview.scheme')
  } catch {
    // Storage may be forbidden; then the system's choice holds.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  document.documentElement.style.background = dark ? '#14171b' : '#ffffff'
})()
