import { Link, useNavigate, useSearchParams } from 'react-router'
import { paths } from '../../paths.ts'
import { ConsoleTile } from '../../vm/console/ConsoleTile.tsx'
import { mostAtOnce } from '../../vm/console/open-verb.tsx'
import page from '../../vm/list/page.module.css'
import classes from './side-by-side.module.css'
import { Missing } from './Missing.tsx'
import { useTarget } from './use-target.ts'
import { useTitle } from '../../use-title.ts'

/** Several consoles at once: a redundant pair, or any choice. Which they are is in the URL. */
export default function SideBySidePage() {
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const ids = [...new Set(search.getAll('vm'))].slice(0, mostAtOnce)
  useTitle('Consoles side by side')
  const without = (id: string) => paths.consolesSideBySide(ids.filter((one) => one !== id))
  return (
    <div className={classes.page}>
      <header className={page.head}>
        <h1>Consoles side by side</h1>
        <span className={page.aside}>Keys go to the one you clicked into; Ctrl Alt Shift gives the keyboard back.</span>
      </header>
      {ids.length === 0 ? (
        <p className={classes.none}>
          No VM is chosen. Select consoles in <Link to={paths.consoles()}>Consoles</Link>, or open a redundant pair from
          the page of one of its routers.
        </p>
      ) : (
        <div className={classes.tiles} data-count={ids.length}>
          {ids.map((id) => (
            <Tile key={id} id={id} onClose={() => void navigate(without(id), { replace: true })} />
          ))}
        </div>
      )}
    </div>
  )
}

function Tile({ id, onClose }: { id: string; onClose: () => void }) {
  const { target, looking, trouble } = useTarget(id, undefined)
  if (target) return <ConsoleTile vm={target} mark={target.mark} onClose={onClose} />
  return (
    <section className={classes.missing} aria-label="A VM that is not there">
      <Missing looking={looking} trouble={trouble} action={{ label: 'Take it away', onSelect: onClose }} />
    </section>
  )
}
