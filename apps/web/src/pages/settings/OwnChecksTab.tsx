import { CopyText, Panel } from '@stratoview/ui'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { skeletonOf } from './check-skeleton.ts'
import { useState } from 'react'
import classes from './settings.module.css'

/** How an operator adds a check: the contract of a script, and one to begin with. */
export function OwnChecksTab() {
  const [kind, setKind] = useState<'basic' | 'advanced'>('basic')
  return (
    <div className={classes.twoColumns}>
      <Panel title="What a check of your own is">
        <div className={`${classes.prose} sv-prose`}>
          <p>
            An executable script in the routers’ system VM template. Routers run it with the other checks, by schedule
            and when fresh checks are asked for, and CloudStack shows its result like any other. Stratoview lists it as
            a custom check.
          </p>
          <dl className={classes.contract}>
            <dt>Place</dt>
            <dd>
              <code>/root/health_checks/</code> on the router. A router made anew is made from its template, so the
              script must be in the template (
              <Link to={paths.settings('templates')}>
                <code>router.template.*</code>
              </Link>
              ); copied to a running router it is there until that router is replaced.
            </dd>
            <dt>Form</dt>
            <dd>
              Any language, executable: <code>chmod a+x</code>. Its file name is the check’s name.
            </dd>
            <dt>Argument</dt>
            <dd>
              One: <code>basic</code> or <code>advanced</code>, the kind of run. The script is called in both; in the
              run it does not belong to it must do nothing and print nothing.
            </dd>
            <dt>Output</dt>
            <dd>
              A line on standard output, which is shown as the detail. Without any output a passing script is not listed
              at all.
            </dd>
            <dt>Exit code</dt>
            <dd>
              <code>0</code> passed, <code>1</code> failed; CloudStack 4.22 also takes <code>2</code> as a warning and{' '}
              <code>3</code> as unknown. A warning does not recreate a router.
            </dd>
          </dl>
          <p>
            Afterwards: leave it out where it should not run, or let its failure recreate the router, under{' '}
            <Link to={paths.settings('health')}>Health checks</Link>, by its file name.
          </p>
        </div>
      </Panel>
      <Panel
        title="A script to begin with"
        aside={
          <label className={classes.kind}>
            Kind{' '}
            <select
              className={classes.input}
              value={kind}
              onChange={(event) => setKind(event.target.value === 'advanced' ? 'advanced' : 'basic')}
            >
              <option value="basic">basic</option>
              <option value="advanced">advanced</option>
            </select>
          </label>
        }
      >
        <CopyText block text={skeletonOf(kind)} label="the script" />
      </Panel>
    </div>
  )
}
