import classes from './diagnostics.module.css'

/** Why something could not be sent; nothing while there is no reason. */
export function Refused({ why }: { why: string | undefined }) {
  if (why === undefined) return null
  return (
    <p className={classes.refused} role="alert">
      {why}
    </p>
  )
}
