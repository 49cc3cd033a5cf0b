import { longAge, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { ReactNode } from 'react'
import { cs, q } from '../../api.ts'
import { paths } from '../../paths.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import classes from './diagnostics.module.css'
import type { Vm } from './presets.ts'
import { percent } from './words.ts'

interface Props {
  vm: Vm
  value(name: string): string | undefined
}

/** What the job needs, as far as it can be seen before: said now, not by its failure in some minutes. */
export function Needs({ vm, value }: Props) {
  const { apis } = useSession()
  const systemvmtype = 'secondarystoragevm'
  const storageVms = useQuery({
    ...q(cs.listSystemVms, { zoneid: vm.zoneid, systemvmtype }),
    enabled: apis.has('listSystemVms'),
  })
  const stores = useQuery({ ...q(cs.listImageStores, {}), enabled: apis.has('listImageStores'), staleTime: SELDOM })
  const zone = vm.zonename ?? 'the zone'
  const up = storageVms.data?.systemvm.filter(({ state }) => state === 'Running') ?? []
  const threshold = Number(value('diagnostics.data.disable.threshold') ?? Number.NaN)
  const here = stores.data?.imagestore.filter(({ zoneid }) => zoneid === vm.zoneid) ?? []
  const age = Number(value('diagnostics.data.max.file.age') ?? Number.NaN)
  const timeout = Number(value('diagnostics.data.retrieval.timeout') ?? Number.NaN)
  return (
    <ul className={classes.needs} aria-label="What it needs">
      {storageVms.data && (
        <Need kind={up.length > 0 ? 'passing' : 'failing'}>
          {up.length > 0 ? (
            <>
              A secondary storage VM runs in {zone}: <Link to={paths.systemVm(up[0]?.id ?? '')}>{up[0]?.name}</Link>
            </>
          ) : (
            `No secondary storage VM runs in ${zone}: the files can be collected but not fetched.`
          )}
        </Need>
      )}
      {stores.data && here.length === 0 && <Need kind="failing">{zone} has no secondary storage.</Need>}
      {here.map(({ id, name, disksizetotal: total = 0, disksizeused: used = 0 }) => {
        if (total === 0)
          return (
            <Need key={id} kind="unknown">
              How full {name} is, CloudStack does not say yet: without that the job fails.
            </Need>
          )
        const full = used / total
        const over = Number.isFinite(threshold) && full >= threshold
        return (
          <Need key={id} kind={over ? 'failing' : 'passing'}>
            {name} is {percent(full)} full
            {Number.isFinite(threshold) &&
              (over
                ? `, not below the ${percent(threshold)} that the job needs`
                : `; the job needs less than ${percent(threshold)}`)}
          </Need>
        )
      })}
      {Number.isFinite(age) && (
        <Need kind="stale">
          The file is deleted {longAge(age * 1000)} after it was made
          {Number.isFinite(timeout) && `; collecting may take up to ${longAge(timeout * 1000)}`}.
        </Need>
      )}
    </ul>
  )
}

const Need = ({ kind, children }: { kind: VerdictKind; children: ReactNode }) => (
  <li>
    <VerdictGlyph kind={kind} label={kind === 'stale' ? '' : undefined} />
    <span>{children}</span>
  </li>
)
