import { useState } from 'react'
import { EmptyState } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { fleetRouters } from '../../fleet.ts'
import { useSession } from '../../session.ts'
import { callsOf, cmk } from '../action.ts'
import { counted } from '../words.ts'
import type { Choices, FormProps } from '../action.ts'
import { hostsQuery } from '../hosts.ts'
import { servedBy } from '../pairs.ts'
import { asOne } from '../tabs/as-one.ts'
import { type Asked, QueryTrouble } from '../tabs/QueryTrouble.tsx'
import { useRun } from '../use-run.ts'
import { candidates } from './fit.ts'
import { HostChoice } from './HostChoice.tsx'
import { PoolChoice } from './PoolChoice.tsx'
import { poolCandidates } from './pools.ts'
import { useOffering, useVm, type Vm } from './use-vm.ts'
import { VerbForm } from './VerbForm.tsx'

/**
 * Where a VM goes: a running one to a host, a stopped one to another primary storage, several to whatever host CloudStack
 * chooses for each.
 */
export function MigrateDialog(props: FormProps) {
  const [row] = props.rows
  if (props.rows.length > 1) return <Several {...props} />
  return row?.state === 'Stopped' ? <ToStorage {...props} /> : <ToHost {...props} />
}

const pause = 'It keeps its addresses and its connections; at the end it stands still for about a second (an estimate).'

function Several({ action, rows }: FormProps) {
  const run = useRun()
  const running = rows.filter(({ state }) => state === 'Running')
  const stopped = rows.length - running.length
  const choices = { autoselect: true }
  const title = counted(running.length, 'VM')
  return (
    <VerbForm
      title={`Migrate ${title}?`}
      width={560}
      command={callsOf(action, running, choices).map(cmk).join('\n')}
      verb={`Migrate ${title}`}
      blocked={running.length === 0 ? 'None of them runs' : undefined}
      onConfirm={() => run(action, running, choices)}
    >
      <p>
        <b>CloudStack chooses a host for each, within reach of its storage.</b> Each keeps running and stands still for
        about a second (an estimate). Four are sent at a time.
      </p>
      {stopped > 0 && <p>{counted(stopped, 'stopped one')} stays: each needs a primary storage of its own choice.</p>}
    </VerbForm>
  )
}

function ToHost({ action, rows }: FormProps) {
  const [row] = rows
  const { apis } = useSession()
  const run = useRun()
  const [hostid, setHostid] = useState('')
  const { type, vm, query } = useVm(action, row)
  const found = useHosts(row?.id ?? '', vm, query)
  const partner = usePartner(type === 'DomainRouter' ? vm : undefined)
  const choices: Choices = hostid === '' ? { autoselect: true } : { hostid, autoselect: false }
  const name = row?.name ?? ''
  return (
    <VerbForm
      title={
        <>
          Migrate <code>{name}</code>?
        </>
      }
      command={callsOf(action, rows, choices).map(cmk).join('\n')}
      verb={`Migrate ${name}`}
      blocked={hostid === '' && found.none ? 'No host fits' : undefined}
      onConfirm={() => run(action, rows, choices)}
    >
      <p>
        <b>It moves while it runs.</b> {pause} Its disk changes its primary storage only while it is stopped
        {found.list?.some(({ disk }) => disk) && ', or goes along to another cluster'}.
      </p>
      {apis.has('findHostsForMigration') ? (
        <>
          <QueryTrouble query={found.trouble} title="CloudStack does not say where it could go." />
          {found.list !== undefined && (
            <HostChoice candidates={found.list} partner={partner} value={hostid} onChange={setHostid} />
          )}
        </>
      ) : (
        <p>CloudStack chooses the host: your role may not ask which there are (findHostsForMigration).</p>
      )}
    </VerbForm>
  )
}

/** What CloudStack offers, and every other host of the zone for the reason; `list` is undefined until both are known. */
function useHosts(id: string, vm: Vm | undefined, ofVm: Asked) {
  const { apis, features } = useSession()
  const query = useQuery({
    ...q(cs.findHostsForMigration, { virtualmachineid: id }),
    enabled: apis.has('findHostsForMigration'),
    staleTime: 0,
  })
  const hosts = useQuery({ ...hostsQuery(features.defaultpagesize), enabled: apis.has('listHosts') })
  const offering = useOffering(vm?.serviceofferingid)
  const here = hosts.data?.find((host) => host.id === vm?.hostid)
  const moving = {
    ...vm,
    hypervisor: here?.hypervisor ?? vm?.hypervisor,
    clusterid: here?.clusterid,
    memory: offering?.memory,
  }
  const offered = query.data?.host
  return {
    list: offered && vm && candidates(moving, offered, hosts.data ?? []),
    none: offered !== undefined && !offered.some((one) => one.suitableformigration),
    trouble: asOne([query, ofVm]),
  }
}

/** The other router of its pair: two on one host fall together. */
function usePartner(vm: Vm | undefined) {
  const fleet = useQuery({ ...fleetRouters(), enabled: vm?.isredundantrouter === true })
  if (vm?.isredundantrouter !== true) return undefined
  return fleet.data?.rows.find((one) => one.id !== vm.id && servedBy(one) === servedBy(vm) && one.state === 'Running')
}

function ToStorage({ action, rows }: FormProps) {
  const [row] = rows
  const run = useRun()
  const [storageid, setStorageid] = useState('')
  const { disk, candidates, volumes, trouble } = usePools(row?.id ?? '')
  const name = row?.name ?? ''
  return (
    <VerbForm
      title={
        <>
          Move the disk of <code>{name}</code>?
        </>
      }
      command={storageid === '' ? '' : callsOf(action, rows, { storageid }).map(cmk).join('\n')}
      verb={`Move ${name}`}
      blocked={storageid === '' ? 'Choose a primary storage' : undefined}
      onConfirm={() => run(action, rows, { storageid })}
    >
      <p>
        <b>It is stopped: its disk is copied to another primary storage, and it stays stopped.</b> To move it to another
        host, start it first.
      </p>
      <QueryTrouble query={trouble} title="CloudStack does not say where its disk could go." />
      {candidates !== undefined && !candidates.some(({ why }) => why === undefined) && (
        <EmptyState>
          CloudStack offers no other primary storage. It has to be of the same hypervisor and in the same pod.
        </EmptyState>
      )}
      {candidates !== undefined && candidates.length > 0 && (
        <PoolChoice candidates={candidates} from={disk?.storage} value={storageid} onChange={setStorageid} />
      )}
      {disk === undefined && volumes.data !== undefined && <EmptyState>CloudStack lists no disk of it.</EmptyState>}
    </VerbForm>
  )
}

/** What CloudStack offers its disk, and every other primary storage of the zone for the reason. */
function usePools(id: string) {
  const { apis } = useSession()
  const volumes = useQuery(q(cs.listVolumes, { virtualmachineid: id, listsystemvms: true, listall: true }))
  const disk = volumes.data?.volume.find(({ type }) => type === 'ROOT') ?? volumes.data?.volume[0]
  const pools = useQuery({
    ...q(cs.findStoragePoolsForMigration, { id: disk?.id ?? '' }),
    enabled: disk !== undefined,
    staleTime: 0,
  })
  const all = useQuery({
    ...q(cs.listStoragePools, { zoneid: disk?.zoneid }),
    enabled: disk?.zoneid !== undefined && apis.has('listStoragePools'),
  })
  const offered = pools.data?.storagepool
  const candidates =
    disk === undefined || offered === undefined ? undefined : poolCandidates(disk, offered, all.data?.storagepool ?? [])
  return { disk, candidates, volumes, trouble: asOne([volumes, pools]) }
}
