import { TabBar } from '@stratoview/ui'
import { lazy, Suspense } from 'react'
import { useNavigate, useParams } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from '../../session.ts'
import { Denied } from '../../vm/Denied.tsx'
import page from '../../vm/list/page.module.css'
import classes from './certificates.module.css'
import { UpdateTab } from './UpdateTab.tsx'
import { useTitle } from '../../use-title.ts'

const OffloadingTab = lazy(() => import('./OffloadingTab.tsx'))
const AuthorityTab = lazy(() => import('./AuthorityTab.tsx'))

const tabs = [
  { id: 'update', label: 'Update SSL certificate', href: paths.certificates() },
  { id: 'offloading', label: 'Encryption and load balancing', href: paths.certificates('offloading') },
  { id: 'authority', label: 'CloudStack’s own CA', href: paths.certificates('authority') },
]

/** Certificates of console proxies and secondary storage VMs. */
export default function CertificatesPage() {
  const { tab = 'update' } = useParams()
  const { apis } = useSession()
  const navigate = useNavigate()
  useTitle('Certificates')
  if (!apis.has('listSystemVms'))
    return <Denied title="Certificates">Your role may not see system VMs (listSystemVms).</Denied>
  const go = (id: string) => void navigate(tabs.find((one) => one.id === id)?.href ?? paths.certificates())
  return (
    <div className={classes.page}>
      <header className={page.head}>
        <h1>Certificates</h1>
        <span className={page.aside}>
          for console proxies and secondary storage VMs. Those of load balancer rules belong to their networks.
        </span>
      </header>
      <TabBar label="Parts of Certificates" tabs={tabs} value={tab} onChange={go} />
      <div className={classes.body}>
        <Suspense>
          {tab === 'offloading' ? <OffloadingTab /> : tab === 'authority' ? <AuthorityTab /> : <UpdateTab />}
        </Suspense>
      </div>
    </div>
  )
}
