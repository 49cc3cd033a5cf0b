import { toastStore } from '@stratoview/ui'
import type { RemoteSession } from '@stratoview/ui/console/remote-session.ts'

/** "r-1042-VM 2026-11-23 14.21.08.png": sorts by time and is a name on every system. */
export function fileNameOf(name: string, at: Date): string {
  const stamp = at.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.')
  return `${name.replaceAll(/[^\w.-]+/g, '_')} ${stamp}.png`
}

export async function savePicture({ picture }: RemoteSession, name: string): Promise<void> {
  const url = URL.createObjectURL(await picture.screenshot())
  const link = document.createElement('a')
  link.href = url
  link.download = fileNameOf(name, new Date())
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export async function copyPicture({ picture }: RemoteSession): Promise<void> {
  try {
    // The promise goes in as it is: Safari forgets the click that allowed it while one waits.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture.screenshot() })])
    toastStore.show({ tone: 'good', title: 'The picture is on the clipboard' })
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    toastStore.show({ tone: 'fail', title: 'The browser keeps its clipboard closed', text })
  }
}
