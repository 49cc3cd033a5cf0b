import { ActionIcon } from '@mantine/core'
import { IconArrowsDiagonal, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import classes from './console.module.css'
import { KeysMenu } from './KeysMenu.tsx'
import { Place } from './Place.tsx'
import { Strip } from './Strip.tsx'
import type { ConsoleTarget } from './target.ts'
import { useConsole } from './use-console.ts'

interface Props {
  vm: ConsoleTarget
  /** "PRIMARY": what tells it from its neighbours */
  mark?: string
  onClose(): void
}

/** One of several consoles side by side: the same session as anywhere else, with the tools that fit. */
export function ConsoleTile({ vm, mark, onClose }: Props) {
  const { session, view, shownIn } = useConsole(vm)
  const id = useId()
  return (
    <section className={classes.tile} aria-labelledby={id}>
      <header className={classes.tools}>
        <h2 id={id}>{vm.name}</h2>
        {mark && <b className={classes.mark}>{mark}</b>}
        <span className={classes.about}>{vm.about}</span>
        <span className={classes.end}>
          <KeysMenu session={session} view={view} vm={vm} />
          <ActionIcon
            component={Link}
            to={paths.console(vm.id, { kind: vm.kind })}
            aria-label={`${vm.name} alone, with all tools`}
          >
            <IconArrowsDiagonal size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label={`Take ${vm.name} away`} onClick={onClose}>
            <IconX size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </span>
      </header>
      <Place session={session} view={view} vm={vm} shownIn={shownIn} />
      <Strip session={session} view={view} />
    </section>
  )
}
