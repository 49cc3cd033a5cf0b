const key = 'stratoview.domain'

/** The domain this browser signed in to last; '' is ROOT. */
export function lastDomain(): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

export function rememberDomain(domain: string): void {
  try {
    localStorage.setItem(key, domain.trim())
  } catch {
    // Storage may be forbidden; it is only a convenience.
  }
}
