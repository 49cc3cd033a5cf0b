import { toastStore } from '@stratoview/ui'
import type { Toast } from '@stratoview/ui'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { pathOfInstance } from '../paths.ts'
import { allTasks, isOpen, subscribeTasks } from '../jobs-store.ts'
import type { Task } from '../jobs-store.ts'
import { show } from './overlay.ts'

/** One toast for one command; one for a whole batch, at its end, since twenty would bury the page. */
export function noticeOf(
  batch: readonly Task[],
): (Pick<Toast, 'tone' | 'title' | 'object' | 'text' | 'note'> & { to?: string }) | undefined {
  const [task] = batch
  if (task === undefined || batch.some(isOpen)) return undefined
  const failed = batch.filter(({ state }) => state !== 'done').length
  const tone = failed > 0 ? 'fail' : 'good'
  if (batch.length === 1) {
    const { label: title, object, words } = task
    // A command that ran and found something: the job is done, and that is not the news.
    const found = tone === 'good' && words !== undefined && /^exit code [^0]/.test(words)
    const to = pathOfInstance(object.type, object.id)
    return { tone: found ? 'warn' : tone, title, object: object.name, text: words, to }
  }
  const note =
    failed === 0 ? `All ${batch.length} done` : `${batch.length - failed} of ${batch.length} done, ${failed} failed`
  return { tone, title: task.label, note }
}

/** Tells of every batch started in this browser when its last command has ended, also after a reload. */
export function useTaskNotices(): void {
  const navigate = useNavigate()
  useEffect(() => {
    const openBatches = () =>
      new Set(
        allTasks()
          .filter(isOpen)
          .map(({ batch }) => batch),
      )
    let before = openBatches()
    return subscribeTasks(() => {
      const now = openBatches()
      const ended = before.difference(now)
      before = now
      for (const batch of ended) {
        const notice = noticeOf(allTasks().filter((task) => task.batch === batch))
        if (notice === undefined) continue
        const { to, ...said } = notice
        const link =
          said.object === undefined
            ? { label: 'Show each', onSelect: () => show('jobs') }
            : to !== undefined && { label: `Open ${said.object}`, href: to, onSelect: () => void navigate(to) }
        toastStore.show({ ...said, id: batch, ...(link === false ? {} : { link }) })
      }
    })
  }, [navigate])
}
