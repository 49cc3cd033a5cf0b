import { EmptyState, Freshness, TabBar } from '@stratoview/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNavigate, useParams } from 'react-router'
import { cs, q } from '../../api.ts'
import { paths } from '../../paths.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import { QueryTrouble } from '../../vm/tabs/QueryTrouble.tsx'
import { AllTab } from './AllTab.tsx'
import { groups } from './curated/index.ts'
import type { Editor } from './editor.ts'
import { useEditor } from './editor.ts'
import { GroupTab } from './GroupTab.tsx'
import { JournalTab } from './JournalTab.tsx'
import { useJournal, waiting } from './journal.ts'
import { LeaveGuard } from './LeaveGuard.tsx'
import { OwnChecksTab } from './OwnChecksTab.tsx'
import { SaveBar } from './SaveBar.tsx'
import page from '../../vm/list/page.module.css'
import classes from './settings.module.css'
import { useSettings } from './use-settings.ts'
import { Waiting } from './Waiting.tsx'
import { useTitle } from '../../use-title.ts'

type Settings = ReturnType<typeof useSettings>
type Journal = ReturnType<typeof useJournal>

/** When each management server was started: what tells whether it has read a setting. */
function useServers() {
  const { apis } = useSession()
  const { data } = useQuery({
    ...q(cs.listManagementServers, {}),
    enabled: apis.has('listManagementServers'),
    staleTime: SELDOM,
  })
  return data?.managementserver
}

/** The rules of the cloud that concern system VMs and routers, and every other setting by search. */
export default function SettingsPage() {
  const { tab = groups[0]?.id } = useParams()
  const { apis } = useSession()
  const settings = useSettings()
  const journal = useJournal()
  const servers = useServers()
  const pending = useMemo(() => waiting(journal.entries, servers), [journal.entries, servers])
  const names = useMemo(() => new Set(pending.map(({ name }) => name)), [pending])
  const editor = useEditor({ known: settings.known, zones: settings.zones, apis, waiting: names })
  if (!settings.may) {
    return (
      <Denied title="Settings">
        Your role may not list settings (listConfigurations). Ask an administrator for it.
      </Denied>
    )
  }
  return (
    <div className={page.page}>
      <Head settings={settings} />
      <Tabs tab={tab} editor={editor} journal={journal} total={settings.known.size} />
      <div className={classes.content} data-fill={tab === 'all' || tab === 'journal' || undefined}>
        <Waiting pending={pending} servers={servers} />
        {editor.readonly.update !== undefined && settings.known.size > 0 && (
          <p className={classes.note}>{editor.readonly.update}: the settings can be read here, not changed.</p>
        )}
        <QueryTrouble query={settings.everywhere} title="The settings could not be read." />
        <QueryTrouble query={settings.zoneList} title="The zones could not be read." />
        <QueryTrouble query={settings.byZone} title="The zones’ own values could not be read." />
        <Content tab={tab} settings={settings} editor={editor} journal={journal} />
      </div>
      <SaveBar editor={editor} write={journal.add} />
      <LeaveGuard changes={editor.drafts.size} within={paths.settings()} />
    </div>
  )
}

function Head({ settings: { at, again, everywhere } }: { settings: Settings }) {
  useTitle('Settings')
  const stale = everywhere.error !== null && everywhere.data !== undefined
  return (
    <header className={page.head}>
      <h1>Settings</h1>
      <span className={classes.push} />
      <Freshness
        at={at}
        onRefresh={again}
        problem={stale ? `CloudStack did not answer: ${everywhere.error?.message}` : undefined}
      />
    </header>
  )
}

interface TabsProps {
  tab: string | undefined
  editor: Editor
  journal: Journal
  total: number
}

function Tabs({ tab = '', editor, journal, total }: TabsProps) {
  const navigate = useNavigate()
  const changed = new Set([...editor.drafts.values()].map(({ name }) => name))
  const tabs = [
    ...groups.map(({ id, label, parts }) => {
      const count = parts.flatMap(({ settings }) => settings).filter(({ name }) => changed.has(name)).length
      return { id, label, count: count === 0 ? undefined : `${count} changed`, href: paths.settings(id) }
    }),
    { id: 'own-checks', label: 'Checks of your own', href: paths.settings('own-checks') },
    { id: 'all', label: 'All settings', count: total === 0 ? undefined : total, href: paths.settings('all') },
    {
      id: 'journal',
      label: 'Journal',
      count: journal.entries.length === 0 ? undefined : journal.entries.length,
      href: paths.settings('journal'),
    },
  ]
  return (
    <div className={classes.tabs}>
      <TabBar label="Groups of settings" tabs={tabs} value={tab} onChange={(id) => void navigate(paths.settings(id))} />
    </div>
  )
}

interface ContentProps {
  tab: string | undefined
  settings: Settings
  editor: Editor
  journal: Journal
}

function Content({ tab, settings, editor, journal }: ContentProps) {
  if (tab === 'own-checks') return <OwnChecksTab />
  if (tab === 'journal') return <JournalTab entries={journal.entries} editor={editor} />
  const { isPending, error } = settings.everywhere
  if (tab === 'all') return <AllTab editor={editor} pending={isPending} />
  if (isPending) return <Bones />
  const group = groups.find(({ id }) => id === tab)
  if (group === undefined) return <EmptyState>There is no such group of settings.</EmptyState>
  return error !== null && settings.known.size === 0 ? null : <GroupTab group={group} editor={editor} />
}

/** Rows of about the true height while nothing is known. */
function Bones() {
  return (
    <div className={classes.bones} aria-hidden>
      {[64, 52, 60, 48].map((width) => (
        <i key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}
