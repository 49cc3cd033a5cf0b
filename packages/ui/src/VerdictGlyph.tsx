import type { ReactNode } from 'react'
import type { VerdictGlyphProps, VerdictKind } from './props.ts'
import classes from './verdict.module.css'

const words: Record<VerdictKind, string> = {
  failing: 'failing',
  warning: 'warning',
  'no-contact': 'no contact',
  unknown: 'unknown',
  'never-ran': 'never ran',
  stale: 'stale',
  passing: 'passing',
  running: 'running',
}

const question = (
  <>
    <circle cx="7" cy="7" r="5.9" />
    <path d="M5.4 5.6a1.65 1.65 0 1 1 2.3 1.5c-.5.25-.7.55-.7 1.05M7 10v.05" />
  </>
)

// Drawn on a 14 px square; shape alone tells them apart, in grey and in print.
const drawings: Record<VerdictKind, ReactNode> = {
  failing: (
    <>
      <rect className={classes.fill} x="0.5" y="0.5" width="13" height="13" rx="3" />
      <path className={classes.ink} d="M4.6 4.6l4.8 4.8M9.4 4.6l-4.8 4.8" />
    </>
  ),
  warning: (
    <>
      <path className={classes.fill} d="M7 1.2 13.4 12.4H.6Z" strokeLinejoin="round" />
      <path className={classes.ink} d="M7 5.2v3.3M7 10.5v.05" />
    </>
  ),
  'no-contact': question,
  unknown: question,
  'never-ran': <path d="M3.5 7h7" />,
  stale: (
    <>
      <circle cx="7" cy="7" r="5.9" />
      <path d="M7 3.8V7l2.2 1.4" />
    </>
  ),
  passing: <path d="M2.6 7.4l2.9 2.9 5.9-6.3" />,
  running: (
    <>
      <circle className={classes.track} cx="7" cy="7" r="5.4" />
      <path className={classes.arc} d="M7 1.6A5.4 5.4 0 0 1 12.4 7" />
    </>
  ),
}

/** One verdict as a shape, then a colour; named for those who do not see it. */
export function VerdictGlyph({ kind, label = words[kind], size = 14 }: VerdictGlyphProps) {
  const named = label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg className={classes.glyph} data-kind={kind} width={size} height={size} viewBox="0 0 14 14" {...named}>
      {drawings[kind]}
    </svg>
  )
}
