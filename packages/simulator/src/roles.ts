/** The roles of the demo logins, by `rolename` of their user row. */
export type Role = 'admin' | 'auditor' | 'domainadmin' | 'user'

/** Any other role is an ordinary user's. */
export function roleOf(rolename: unknown): Role {
  if (rolename === 'Root Admin') return 'admin'
  if (String(rolename).startsWith('Read-Only Admin')) return 'auditor'
  return rolename === 'Domain Admin' ? 'domainadmin' : 'user'
}

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Of the commands a client may use here, those each role may call. A root admin may call all. */
const allowed: Record<Exclude<Role, 'admin'>, ReadonlySet<string>> = {
  /** Recorded: `tenant.listApis`. */
  user: names(`
    addAnnotation archiveEvents createConsoleEndpoint createWebhook deleteWebhook getUserKeys listAccounts listAnnotations
    listApis listAsyncJobs listCaCertificate listCapabilities listConsoleSessions listEvents listNetworkOfferings
    listNetworks listProjects listServiceOfferings listTemplates listUsers listUserTwoFactorAuthenticatorProviders listVPCs
    listVirtualMachines listVolumes listWebhooks listZones queryAsyncJobResult rebootVirtualMachine registerTemplate
    registerUserKeys removeAnnotation restartNetwork restartVPC setupUserTwoFactorAuthentication startVirtualMachine
    stopVirtualMachine updateNetwork updateWebhook
    validateUserTwoFactorAuthenticationCode`),
  /** Recorded: `auditor.listApis.names`. */
  auditor: names(`
    getDiagnosticsData getRouterHealthCheckResults getUserKeys listAccounts listAlertTypes listAlerts listAnnotations
    listApis listAsyncJobs listCAProviders listCaCertificate listCapabilities listClusters listConfigurations
    listConsoleSessions listDomains listEvents listHosts listImageStores listInfrastructure listInternalLoadBalancerVMs
    listManagementServers listManagementServersMetrics listNetworkOfferings listNetworks listPods listProjects listRoles
    listRouters listServiceOfferings listStoragePools listSystemVms listSystemVmsUsageHistory listTemplates listUsers
    listUserTwoFactorAuthenticatorProviders listVPCs listVirtualMachines listVolumes listWebhooks listZones
    queryAsyncJobResult setupUserTwoFactorAuthentication validateUserTwoFactorAuthenticationCode`),
  /** Recorded: `salesadmin.listApis.names`. */
  domainadmin: names(`
    addAnnotation archiveEvents changeServiceForRouter createConsoleEndpoint createServiceOffering createWebhook
    deleteServiceOffering deleteWebhook destroyRouter getUserKeys listAccounts listAnnotations listApis listAsyncJobs
    listCaCertificate listCapabilities listConfigurations listConsoleSessions listDomains listEvents listNetworkOfferings
    listNetworks listProjects listRoles listRouters listServiceOfferings listTemplates listUsers
    listUserTwoFactorAuthenticatorProviders listVPCs listVirtualMachines listVolumes listWebhooks listZones
    queryAsyncJobResult rebootRouter rebootVirtualMachine registerTemplate registerUserKeys removeAnnotation
    restartNetwork restartVPC setupUserTwoFactorAuthentication startRouter startVirtualMachine stopRouter
    stopVirtualMachine updateConfiguration updateNetwork updateServiceOffering
    updateWebhook validateUserTwoFactorAuthenticationCode`),
}

/** By the role's rights alone; whose things it may touch is the command's to say. */
export function mayCall(role: Role, command: string): boolean {
  return role === 'admin' || allowed[role].has(command)
}
