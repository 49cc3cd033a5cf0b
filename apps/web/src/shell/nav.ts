import {
  IconActivity,
  IconCarouselHorizontal,
  IconCertificate,
  IconDeviceDesktop,
  IconLayoutDashboard,
  IconRouter,
  IconScale,
  IconServer2,
  IconServerCog,
  IconTemplate,
  IconTerminal2,
  IconSettings,
} from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'
import { paths } from '../paths.ts'
import { seesInfrastructure } from '../session.ts'

type Apis = ReadonlySet<string>

/** One entry of the rail. A section appears here only when its page exists. */
export interface Place {
  label: string
  icon: Icon
  to: string
  /** `g` then this letter goes there. */
  key: string
  /** The heading it stands under. */
  under?: 'Infrastructure' | 'Operate'
  shown: (apis: Apis) => boolean
  /** Whose troubles are counted beside it. */
  counts?: 'routers' | 'systemVms'
}

const may = (command: string) => (apis: Apis) => apis.has(command)
const infra = 'Infrastructure' as const

export const places: readonly Place[] = [
  { label: 'Overview', icon: IconLayoutDashboard, to: paths.overview(), key: 'o', shown: seesInfrastructure },
  {
    label: 'System VMs',
    icon: IconServerCog,
    to: paths.systemVms(),
    key: 's',
    under: infra,
    shown: may('listSystemVms'),
    counts: 'systemVms',
  },
  {
    label: 'Virtual routers',
    icon: IconRouter,
    to: paths.routers(),
    key: 'r',
    under: infra,
    shown: may('listRouters'),
    counts: 'routers',
  },
  {
    label: 'Internal LBs',
    icon: IconScale,
    to: paths.internalLbs(),
    key: 'i',
    under: infra,
    shown: may('listInternalLoadBalancerVMs'),
  },
  { label: 'Hosts', icon: IconServer2, to: paths.hosts(), key: 'h', under: infra, shown: may('listHosts') },
  {
    label: 'Templates',
    icon: IconTemplate,
    to: paths.templates(),
    key: 't',
    under: infra,
    shown: (apis) => apis.has('listTemplates') && apis.has('listClusters'),
  },
  {
    label: 'Consoles',
    icon: IconTerminal2,
    to: paths.consoles(),
    key: 'c',
    under: 'Operate',
    shown: seesInfrastructure,
  },
  {
    label: 'Rollouts',
    icon: IconCarouselHorizontal,
    to: paths.rollouts(),
    key: 'u',
    under: 'Operate',
    shown: may('listRouters'),
  },
  {
    label: 'Certificates',
    icon: IconCertificate,
    to: paths.certificates(),
    key: 'l',
    under: 'Operate',
    shown: may('listSystemVms'),
  },
  {
    label: 'Settings',
    icon: IconSettings,
    to: paths.settings(),
    key: 'e',
    under: 'Operate',
    shown: (apis) => seesInfrastructure(apis) && apis.has('listConfigurations'),
  },
  {
    label: 'Activity',
    icon: IconActivity,
    to: paths.activity(),
    key: 'a',
    under: 'Operate',
    shown: (apis) => seesInfrastructure(apis) && apis.has('listEvents'),
  },
  {
    label: 'My instances',
    icon: IconDeviceDesktop,
    to: paths.instances(),
    key: 'm',
    shown: (apis) => !seesInfrastructure(apis) && apis.has('listVirtualMachines'),
  },
  {
    label: 'Consoles',
    icon: IconTerminal2,
    to: paths.consoles(),
    key: 'c',
    shown: (apis) => !seesInfrastructure(apis) && apis.has('createConsoleEndpoint'),
  },
]

export const placesOf = (apis: Apis): readonly Place[] => places.filter((place) => place.shown(apis))
