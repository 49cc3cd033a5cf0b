import { TabBar } from '@stratoview/ui'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'

const tabs = [
  { id: 'sessions', label: 'Live sessions', href: paths.consoles() },
  { id: 'proxies', label: 'Console proxies', href: paths.consoleProxies() },
  { id: 'check', label: 'Connection check', href: paths.consoleCheck() },
]

/** The three parts of the section, for operators. */
export function ConsolesTabs({ value }: { value: string }) {
  const navigate = useNavigate()
  const go = (id: string) => void navigate(tabs.find((tab) => tab.id === id)?.href ?? paths.consoles())
  return <TabBar label="Parts of Consoles" tabs={tabs} value={value} onChange={go} />
}
