import { Button } from '@mantine/core'
import { type Action, ActionButton, ActionMenu, StateBadge, type Tab, TabBar, usePhone } from '@stratoview/ui'
import { IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { toneOf } from '../cells/state.ts'
import { Crumbs } from '../Crumbs.tsx'
import classes from './frame.module.css'
import { useTitle } from '../../use-title.ts'

interface Props {
  /** the list it belongs to */
  list: { label: string; to: string }
  name: string
  state?: string
  /** "only router of net-web", "on fra1-kvm-07": what a reader must know before a click */
  facts: readonly ReactNode[]
  verbs: readonly Action[]
  /** how many of those that can be used now stand as buttons before the menu; 3 when absent */
  inline?: number
  tabs: readonly Omit<Tab, 'href'>[]
  tab: string
  /** the URL of a tab */
  to: (tab: string) => string
  children: ReactNode
}

/** A VM's page: where it belongs, its name and state, whom it serves, its verbs, and its tabs (in the URL). */
export function VmFrame({ list, name, state, facts, verbs, inline = 3, tabs, tab, to, children }: Props) {
  const navigate = useNavigate()
  useTitle(name === '…' ? list.label : `${name} · ${list.label}`)
  const phone = usePhone()
  const shown = verbs.filter(({ disabled, danger }) => !disabled && !danger).slice(0, phone ? 0 : inline)
  const rest = verbs.filter((verb) => !shown.includes(verb))
  const said = facts.filter((fact) => fact !== undefined && fact !== null && fact !== false && fact !== '')
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Crumbs list={list}>{name}</Crumbs>
        <div className={classes.title}>
          <h1>{name}</h1>
          {state !== undefined && <StateBadge tone={toneOf(state)}>{state}</StateBadge>}
          {said.length > 0 && (
            <div className={classes.facts}>
              <ul>
                {said.map((fact, index) => (
                  <li key={index}>{fact}</li>
                ))}
              </ul>
            </div>
          )}
          <div className={classes.verbs}>
            {shown.map((action) => (
              <ActionButton key={action.label} action={action} />
            ))}
            {rest.length > 0 && (
              <ActionMenu label={`More actions for ${name}`} entries={rest}>
                <Button aria-label={`More actions for ${name}`}>
                  <IconDots size={16} aria-hidden />
                </Button>
              </ActionMenu>
            )}
          </div>
        </div>
        <div className={classes.tabs}>
          <TabBar
            label={`Parts of ${name}`}
            tabs={tabs.map((one) => ({ ...one, href: to(one.id) }))}
            value={tab}
            onChange={(id) => void navigate(to(id))}
          />
        </div>
      </header>
      <div className={classes.body}>{children}</div>
    </div>
  )
}
