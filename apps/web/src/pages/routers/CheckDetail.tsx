import { type Action, ActionButton, CopyText } from '@stratoview/ui'
import { useServerNow } from '../../clock.ts'
import { ageWords } from '../../vm/cells/age.ts'
import { type CheckLine, stepsOf } from './health-words.ts'
import classes from './health.module.css'
import { limitOfCheck, type Limits, limitText } from './use-limits.ts'

export interface DetailProps {
  line: CheckLine
  limits: Limits | undefined
  zone: string
  /** the verbs that may help */
  verbs: readonly Action[]
}

/** What an open check answers: what it affects, what CloudStack said, what to do, with buttons that do it. */
export function CheckDetail({ line, limits, zone, verbs }: DetailProps) {
  const { result, meaning, status } = line
  const now = useServerNow(15)
  const wrong = status !== 'SUCCESS'
  return (
    <div className={classes.detail}>
      <div>
        {wrong && (
          <>
            <h3>What it affects</h3>
            <p>
              {meaning?.affects ??
                'What your own script in /root/health_checks looks at. CloudStack knows no more of it than its words.'}
            </p>
          </>
        )}
        <h3>Details as CloudStack gave them</h3>
        {result.details ? (
          <CopyText block text={result.details} label={`the details of ${line.label}`} />
        ) : (
          <p>CloudStack gave none.</p>
        )}
        <p className={classes.quiet}>
          Status <code>{result.status ?? (result.success === true ? 'success' : 'no success')}</code>
          {result.lastupdated && `, ${ageWords(result.lastupdated, now)}`}
          <Limit line={line} limits={limits} zone={zone} />
        </p>
      </div>
      {wrong && (
        <div>
          <h3>What to do</h3>
          {meaning === undefined ? (
            <p>Ask who put the script into the system VM template; it runs on each router as it was written.</p>
          ) : (
            <ol>
              {stepsOf(meaning.todo).map((step) => (
                <li key={step}>
                  <Coded>{step}</Coded>
                </li>
              ))}
            </ol>
          )}
          <div className={classes.buttons}>
            {verbs.map((action) => (
              <ActionButton key={action.label} action={action} />
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

/** A command line and a path stand in the face of what is typed. */
const CODE = /((?:\b[a-z]+ -\w )?\/(?:etc|root|var)(?:\/[\w.-]*\w)+)/

const Coded = ({ children }: { children: string }) =>
  children.split(CODE).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))

function Limit({ line, limits, zone }: Pick<DetailProps, 'line' | 'limits' | 'zone'>) {
  const limit = limitOfCheck.get(line.result.checkname)
  const text = limit && limitText(limits, limit.setting, limit.unit)
  if (limit === undefined || text === undefined) return null
  return (
    <>
      . Limit in {zone}: {limit.words} {text} (<code>router.health.checks.{limit.setting}</code>)
    </>
  )
}
