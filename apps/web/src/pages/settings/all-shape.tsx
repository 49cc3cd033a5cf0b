import type { Configuration } from '@stratoview/api-client'
import { Link, useSearchParams } from 'react-router'
import { type ListShape, wordFacet } from '../../vm/list/list-view.ts'
import classes from './settings.module.css'
import { type Known, plain, sameValue, valueIn } from './known.ts'

/** A setting as a row of the plain table. */
export interface SettingLine {
  known: Known
  /** Zones with a value other than everybody's. */
  own: number
}

/** Opens the setting over the list as it is filtered now. */
export function SettingLink({ name }: { name: string }) {
  const [params] = useSearchParams()
  return (
    <Link to={{ search: withSetting(params, name) }} tabIndex={-1}>
      {name}
    </Link>
  )
}

/** The list's URL with a setting opened over it, or with none. */
export function withSetting(params: URLSearchParams, name: string | undefined): string {
  const next = new URLSearchParams(params)
  if (name === undefined) next.delete('setting')
  else next.set('setting', name)
  return next.toString()
}

const of = (line: SettingLine): Configuration => line.known.setting
const withheld = (line: SettingLine) => of(line).withheld

export const lineOf = (known: Known): SettingLine => ({
  known,
  own: [...known.zones.values()].filter((value) => !sameValue(known.setting, value, valueIn(known, ''))).length,
})

const valueText = (line: SettingLine): string | undefined => {
  if (withheld(line) !== undefined) return withheld(line) ? 'a secret is set' : undefined
  return of(line).value || undefined
}
const changed = (line: SettingLine): boolean =>
  withheld(line) === undefined && !sameValue(of(line), of(line).value ?? '', of(line).defaultvalue ?? '')
const dynamic = (line: SettingLine) => (of(line).isdynamic === false ? 'after a restart' : 'at once')
const scope = (line: SettingLine) => (line.known.zones.size > 0 ? 'zone' : 'global')

export const settingsShape: ListShape<SettingLine> = {
  sort: { column: 'name', direction: 'asc' },
  columns: [
    {
      id: 'name',
      header: 'Setting',
      width: 330,
      minWidth: 220,
      mono: true,
      value: (line) => of(line).name,
      cell: (line) => <SettingLink name={of(line).name} />,
    },
    {
      id: 'value',
      header: 'Value',
      width: 220,
      minWidth: 120,
      mono: true,
      value: valueText,
      cell: (line) => {
        const text = valueText(line)
        const own = line.own > 0 && ` (${line.own} ${line.own === 1 ? 'zone differs' : 'zones differ'})`
        return (
          <span className={classes.cut} title={text}>
            {changed(line) ? <b>{text ?? 'nothing'}</b> : text}
            {own}
          </span>
        )
      },
    },
    {
      id: 'default',
      header: 'Default',
      width: 160,
      minWidth: 90,
      mono: true,
      optional: true,
      value: (line) =>
        withheld(line) === undefined ? plain(of(line), of(line).defaultvalue ?? '') || undefined : undefined,
    },
    { id: 'category', header: 'Category', width: 120, optional: true, value: (line) => of(line).category },
    { id: 'group', header: 'Group', width: 130, optional: true, hideBelow: 1000, value: (line) => of(line).group },
    { id: 'scope', header: 'Scope', width: 70, optional: true, value: scope },
    { id: 'dynamic', header: 'Takes effect', width: 110, optional: true, value: dynamic },
    { id: 'type', header: 'Type', width: 90, optional: true, hideBelow: 1100, value: (line) => of(line).type },
    {
      id: 'description',
      header: 'Description',
      width: 260,
      optional: true,
      hideBelow: 1500,
      value: (line) => of(line).description ?? of(line).displaytext,
    },
  ],
  facets: [
    wordFacet('changed', 'Value', (line) => (changed(line) || line.own > 0 ? 'changed' : 'default')),
    wordFacet('category', 'Category', (line) => of(line).category),
    wordFacet('group', 'Group', (line) => of(line).group),
    wordFacet('scope', 'Scope', scope),
    wordFacet('effect', 'Takes effect', dynamic),
  ],
}
