import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import classes from './crumbs.module.css'

/** The list a page belongs to, and what the page is. */
export function Crumbs({ list, children }: { list: { label: string; to: string }; children: ReactNode }) {
  return (
    <nav className={classes.crumbs} aria-label="Breadcrumb">
      <Link to={list.to}>{list.label}</Link>
      <IconChevronRight size={12} aria-hidden />
      <span aria-current="page">{children}</span>
    </nav>
  )
}
