import { Link, useLocation } from 'react-router'
import { paths } from '../paths.ts'

export function NotFound() {
  const { pathname } = useLocation()
  return (
    <main style={{ padding: 16 }}>
      <h1>There is no such page</h1>
      <p>
        Nothing lives at <code>{pathname}</code>. <Link to={paths.home()}>Go to the first page</Link>
      </p>
    </main>
  )
}
