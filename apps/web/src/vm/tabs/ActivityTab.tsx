import type { Event } from '@stratoview/api-client'
import { CloudStackError } from '@stratoview/api-client/error'
import { type Column, DataTable, EmptyState, StateBadge, VerdictGlyph, type VerdictKind } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { cs, q } from '../../api.ts'
import { serverAhead, useServerNow } from '../../clock.ts'
import { useJobs } from '../../jobs.ts'
import { useTasks } from '../../jobs-store.ts'
import { paceOf } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { whenText } from '../cells/age.ts'
import { EntryText } from '../timeline/EntryText.tsx'
import { useObjects } from '../timeline/use-objects.ts'
import { happenings, type Happening } from './activity.ts'
import { QueryTrouble } from './QueryTrouble.tsx'
import classes from './tabs.module.css'

interface Props {
  vm: { id: string; name: string }
  /**
   * CloudStack files a VM's events under several kinds: `DomainRouter` or `SystemVm` for what operators did,
   * `VirtualMachine` for migrations and starts (recorded: `listEvents.router`, `.systemvm`).
   */
  resourcetypes: readonly string[]
  role?: Role
}

/**
 * A system VM made anew has another name and id, and CloudStack files nothing under what it does
 * (apache/cloudstack#9294). Its alerts tell the kind and the zone (recorded: `listAlerts`): by those its history goes on.
 */
export interface Role {
  /** `type` of such alerts: 10 for a console proxy, 19 for a storage VM. */
  alerts: string
  zone: string
}

const rowKey = ({ key }: Happening) => key
const rowName = ({ text }: Happening) => text

const glyphs: Record<Exclude<Happening['gravity'], 'moving'>, VerdictKind> = {
  error: 'failing',
  warning: 'warning',
  alert: 'warning',
  info: 'never-ran',
}

function When({ at }: { at: number }) {
  const now = useServerNow(30)
  const time = new Date(at)
  if (Number.isNaN(at)) return null
  return (
    <time dateTime={time.toISOString()} title={time.toString()}>
      {whenText(time.toISOString(), now)}
    </time>
  )
}

function What({ one }: { one: Happening }) {
  const objects = useObjects()
  return (
    <span className={classes.what}>
      <EntryText text={one.text} objects={objects} />
      {one.times !== undefined && <Times one={one} />}
    </span>
  )
}

/** "8 times since 13:25" */
export function Times({ one }: { one: Happening }) {
  const now = useServerNow(30)
  if (one.times === undefined || one.since === undefined) return null
  return (
    <span className={classes.times}>
      {one.times} times since {whenText(new Date(one.since).toISOString(), now)}
    </span>
  )
}

function Kind({ one }: { one: Happening }) {
  if (one.gravity === 'moving') return <StateBadge tone="moving">{one.kind}</StateBadge>
  return (
    <span className={classes.kind}>
      <VerdictGlyph kind={glyphs[one.gravity]} label={one.gravity === 'info' ? '' : one.gravity} /> {one.kind}
    </span>
  )
}

function HappeningCard(one: Happening) {
  return (
    <div className={classes.card}>
      <span className={classes.cardHead}>
        <Kind one={one} />
        <When at={one.at} />
      </span>
      <What one={one} />
      <span className="sv-mono">{[one.type, one.by].filter(Boolean).join(' · ')}</span>
    </div>
  )
}

const columns: readonly Column<Happening>[] = [
  {
    id: 'kind',
    header: 'Kind',
    width: 70,
    value: (one) => one.kind,
    cell: (one) => <Kind one={one} />,
  },
  { id: 'at', header: 'When', width: 100, value: (one) => one.at, cell: (one) => <When at={one.at} /> },
  { id: 'text', header: 'What', width: 520, value: (one) => one.text, cell: (one) => <What one={one} /> },
  { id: 'type', header: 'CloudStack calls it', width: 190, mono: true, value: (one) => one.type },
  { id: 'by', header: 'By', width: 90, value: (one) => one.by },
]
const newestFirst = { column: 'at', direction: 'desc' } as const

/** Everything CloudStack and this browser know to have happened to a VM, newest first. */
export function ActivityTab({ vm, resourcetypes, role }: Props) {
  const { apis } = useSession()
  const { events, alerts } = useHistory(vm, resourcetypes)
  const ofRole = useQuery({
    ...q(cs.listAlerts, { type: role?.alerts, keyword: `zone [${role?.zone}]`, page: 1, pagesize: 50 }),
    enabled: role !== undefined && apis.has('listAlerts'),
  })
  const jobs = useJobs()
  const tasks = useTasks()
  const rows = useMemo(
    () =>
      happenings({
        events: events.data ?? [],
        alerts: alerts.data?.alert ?? [],
        ofRole: ofRole.data?.alert,
        jobs,
        tasks,
        vm,
        ahead: serverAhead(),
      }),
    [events.data, alerts.data, ofRole.data, jobs, tasks, vm],
  )
  if (!apis.has('listEvents')) return <EmptyState>Your role may not list events (listEvents).</EmptyState>
  return (
    <div className={classes.wide}>
      <DataTable
        fit="content"
        label="Activity"
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        rowName={rowName}
        sort={newestFirst}
        card={HappeningCard}
        loading={events.isPending}
        error={events.error && <QueryTrouble query={events} title="The events could not be read." />}
        empty={<EmptyState>CloudStack remembers nothing about it.</EmptyState>}
      />
    </div>
  )
}

/** At half the pace of the lists: an idle page has four calls a minute for everything. */
const slowly = () => 2 * paceOf('listEvents')()

export function useHistory(vm: Props['vm'], resourcetypes: Props['resourcetypes']) {
  const { apis } = useSession()
  const events = useQuery({
    queryKey: ['listEvents', vm.id, ...resourcetypes],
    queryFn: ({ signal }) => eventsOf(vm.id, resourcetypes, signal),
    enabled: apis.has('listEvents'),
    refetchInterval: slowly,
  })
  const alerts = useQuery({
    ...q(cs.listAlerts, { keyword: vm.name, page: 1, pagesize: 100 }),
    enabled: apis.has('listAlerts'),
    refetchInterval: slowly,
  })
  return { events, alerts }
}

/** The first kind must answer; a server that does not know one of the others (431) has no events of it. */
async function eventsOf(resourceid: string, types: readonly string[], signal: AbortSignal): Promise<Event[]> {
  const answers = await Promise.all(
    types.map(async (resourcetype, index) => {
      try {
        const params = { resourceid, resourcetype, listall: true, page: 1, pagesize: 100 }
        return (await cs.listEvents(params, signal)).event
      } catch (error) {
        if (index > 0 && error instanceof CloudStackError && error.status === 431) return []
        throw error
      }
    }),
  )
  const seen = new Map(answers.flat().map((event) => [event.id, event]))
  return [...seen.values()]
}
