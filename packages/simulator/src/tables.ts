import type {
  Account,
  Alert,
  AlertType,
  Annotation,
  AsyncJob,
  Cluster,
  Configuration,
  ConsoleSession,
  Domain,
  Event,
  Host,
  ImageStore,
  ManagementServer,
  Network,
  NetworkOffering,
  Pod,
  Project,
  Result,
  Router,
  ServiceOffering,
  StoragePool,
  SystemVm,
  User,
  VirtualMachine,
  Volume,
  Vpc,
  Zone,
} from '@stratoview/api-client'

export type Template = Result<'listTemplates'>['template'][number]

/** What a world holds: wire-shaped rows, oldest first (CloudStack's lists order by its internal id). */
export interface Tables {
  zones: Zone[]
  pods: Pod[]
  clusters: Cluster[]
  hosts: Host[]
  storagePools: StoragePool[]
  imageStores: ImageStore[]
  routers: Router[]
  internalLbs: Router[]
  systemVms: SystemVm[]
  networks: Network[]
  vpcs: Vpc[]
  volumes: Volume[]
  serviceOfferings: ServiceOffering[]
  networkOfferings: NetworkOffering[]
  templates: Template[]
  accounts: Account[]
  domains: Domain[]
  projects: Project[]
  users: User[]
  instances: VirtualMachine[]
  events: Event[]
  alerts: Alert[]
  alertTypes: AlertType[]
  /** `scope` is not shown unless a scope's id is asked for: see commands/setting.ts. */
  configurations: Configuration[]
  annotations: Annotation[]
  consoleSessions: ConsoleSession[]
  managementServers: ManagementServer[]
  /** Every job, finished ones too: `listAsyncJobs` shows only those with `jobstatus: 0`. */
  jobs: AsyncJob[]
}

export function emptyTables(): Tables {
  return {
    zones: [],
    pods: [],
    clusters: [],
    hosts: [],
    storagePools: [],
    imageStores: [],
    routers: [],
    internalLbs: [],
    systemVms: [],
    networks: [],
    vpcs: [],
    volumes: [],
    serviceOfferings: [],
    networkOfferings: [],
    templates: [],
    accounts: [],
    domains: [],
    projects: [],
    users: [],
    instances: [],
    events: [],
    alerts: [],
    alertTypes: [],
    configurations: [],
    annotations: [],
    consoleSessions: [],
    managementServers: [],
    jobs: [],
  }
}
