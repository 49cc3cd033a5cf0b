import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'

/** From a console that does not open to what is wrong on its way, for those who may look there. */
export function CheckButton({ vm }: { vm: { id: string } }) {
  const { apis } = useSession()
  if (!apis.has('listSystemVms')) return null
  return (
    <Button component={Link} to={paths.consoleCheck({ vm: vm.id })}>
      Check the connection
    </Button>
  )
}
