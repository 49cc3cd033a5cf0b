import { IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { toastStore, type Toast } from './toast-store.ts'
import classes from './toasts.module.css'
import { VerdictGlyph } from './VerdictGlyph.tsx'

const glyphs = { good: 'passing', fail: 'failing', warn: 'warning', info: 'never-ran' } as const
/** ms */
const stay = 5000

function One({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  const close = useRef(() => toastStore.close(toast.id)).current
  useEffect(() => {
    if (held || toast.tone === 'fail') return
    const timer = setTimeout(close, stay)
    return () => clearTimeout(timer)
    // The toast itself: one that takes the place of another of its id has its own time.
  }, [held, toast, close])
  const { link } = toast
  return (
    <div
      className={classes.toast}
      role={toast.tone === 'fail' ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <VerdictGlyph kind={glyphs[toast.tone]} label="" />
      <div className={classes.words}>
        <div>
          <b>{toast.title}</b> {toast.object && <code>{toast.object}</code>}
        </div>
        {toast.note && <div>{toast.note}</div>}
        {toast.text && <code className={classes.text}>{toast.text}</code>}
        {link && (
          <a
            href={link.href ?? '#'}
            onClick={(event) => {
              if (!link.onSelect) return
              event.preventDefault()
              close()
              link.onSelect()
            }}
          >
            {link.label}
          </a>
        )}
      </div>
      <button type="button" className={classes.close} aria-label="Close this message" onClick={close}>
        <IconX size={14} aria-hidden />
      </button>
    </div>
  )
}

/** Where toasts appear. Once on a page, near its root. */
export function Toasts() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get)
  return (
    <div className={classes.stack} role="region" aria-label="Messages">
      {toasts.map((toast) => (
        <One key={toast.id} toast={toast} />
      ))}
    </div>
  )
}
