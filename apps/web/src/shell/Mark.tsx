/** Stratoview's mark: three strata. */
export function Mark() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden>
      <rect x="0.5" y="2.5" width="12" height="2.5" rx="1.25" fill="currentColor" />
      <rect x="2" y="6.75" width="13.5" height="2.5" rx="1.25" fill="currentColor" opacity="0.75" />
      <rect x="3.5" y="11" width="10" height="2.5" rx="1.25" fill="currentColor" opacity="0.5" />
    </svg>
  )
}
