import type { World } from '../world.ts'

/** A minimal world until the real one lands: one zone, one host, the logins, one router, one CPVM. */
export function seed(world: World): void {
  const { tables } = world
  const root = { id: world.uuid(), name: 'ROOT', level: 0, haschild: true, path: 'ROOT', state: 'Active' }
  const sales = {
    id: world.uuid(),
    name: 'sales',
    level: 1,
    parentdomainid: root.id,
    path: 'ROOT/sales',
    state: 'Active',
  }
  tables.domains.push(root, sales)
  for (const [username, domain, accounttype, roletype, rolename] of [
    ['admin', root, 1, 'Admin', 'Root Admin'],
    ['auditor', root, 1, 'Admin', 'Read-Only Admin - Default'],
    ['salesadmin', sales, 2, 'DomainAdmin', 'Domain Admin'],
    ['tenant', root, 0, 'User', 'User'],
    ['careful', root, 0, 'User', 'User'],
  ] as const) {
    const account = {
      id: world.uuid(),
      name: username,
      accounttype,
      roletype,
      rolename,
      domainid: domain.id,
      domain: domain.name,
      state: 'enabled',
    }
    const user = {
      id: world.uuid(),
      username,
      firstname: username,
      lastname: 'Example',
      account: username,
      accountid: account.id,
      accounttype,
      roletype,
      rolename,
      domainid: domain.id,
      domain: domain.name,
      state: 'enabled',
      timezone: 'UTC',
      is2faenabled: username === 'careful',
    }
    tables.accounts.push(account)
    tables.users.push(user)
    if (username === 'careful') world.pins.set(user.id, '980493')
  }
  const zone = {
    id: world.uuid(),
    name: 'Sandbox',
    networktype: 'Advanced',
    securitygroupsenabled: false,
    allocationstate: 'Enabled',
  }
  tables.zones.push(zone)
  const host = {
    id: world.uuid(),
    name: 'kvm-01',
    state: 'Up',
    type: 'Routing',
    zoneid: zone.id,
    zonename: zone.name,
    hypervisor: 'KVM',
    resourcestate: 'Enabled',
  }
  tables.hosts.push(host)
  tables.managementServers.push({ id: world.uuid(), name: 'localhost', state: 'Up', version: '4.22.0.0' })
  tables.systemVms.push({
    id: world.uuid(),
    name: `v-${world.nextNumber()}-VM`,
    state: 'Running',
    systemvmtype: 'consoleproxy',
    zoneid: zone.id,
    zonename: zone.name,
    agentstate: 'Up',
    hostid: host.id,
    hostname: host.name,
    hostcontrolstate: 'Enabled',
    hypervisor: 'KVM',
    created: world.date(),
  })
  tables.routers.push({
    id: world.uuid(),
    name: `r-${world.nextNumber()}-VM`,
    state: 'Running',
    zoneid: zone.id,
    zonename: zone.name,
    hostid: host.id,
    hostname: host.name,
    hostcontrolstate: 'Enabled',
    hypervisor: 'KVM',
    account: 'admin',
    domainid: root.id,
    domain: 'ROOT',
    domainpath: 'ROOT',
    isredundantrouter: false,
    redundantstate: 'UNKNOWN',
    version: '4.22.0',
    requiresupgrade: false,
    role: 'VIRTUAL_ROUTER',
    healthchecksfailed: false,
    hasannotations: false,
    created: world.date(),
  })
}
