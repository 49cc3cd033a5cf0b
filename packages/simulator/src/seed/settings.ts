import type { Configuration } from '@stratoview/api-client'
import type { World } from '../world.ts'
import { settings } from './recorded.ts'

/** Settings that a zone may have its own value of (reference §5.4, §7.6, §10; recorded: listConfigurations.zone). */
const zoneScoped = new Set(
  `router.health.checks.failures.to.recreate.vr router.health.checks.to.exclude
  router.health.checks.free.disk.space.threshold router.health.checks.max.cpu.usage.threshold
  router.health.checks.max.memory.usage.threshold router.logrotate.frequency network.router.EnableServiceMonitoring
  consoleproxy.sslEnabled consoleproxy.url.domain novnc.console.default novnc.console.show.dot consoleproxy.session.max
  consoleproxy.session.timeout consoleproxy.capacity.standby consoleproxy.launch.max consoleproxy.cmd.port
  consoleproxy.restart consoleproxy.service.offering consoleproxy.disable.rpfilter console.proxy.vm.userdata
  router.template.kvm router.template.vmware router.template.hyperv router.template.lxc router.template.ovm3
  router.template.xenserver minreq.sysvmtemplate.version use.external.dns expose.dns.externally
  systemvm.release.control.ip.on.stop enable.dynamic.scale.vm`.split(/\s+/),
)

/** Where this cloud differs from the recorded one: a newer minimum, results fetched as often as the basic checks run. */
const own: Readonly<Record<string, string>> = {
  'minreq.sysvmtemplate.version': '4.22.0',
  'router.health.checks.results.fetch.interval': '3',
  'router.template.kvm': 'systemvm-kvm-4.22.0-x86_64',
  'router.template.vmware': 'systemvm-vmware-4.22.0-x86_64',
  'consoleproxy.management.state': 'Auto',
  'management.network.cidr': '10.20.1.0/24',
}

/** Every setting a 4.22 server has (recorded: listConfigurations, .page2). */
export function seedSettings(world: World): void {
  for (const setting of settings) {
    const row: Configuration = { ...setting }
    const value = own[row.name]
    if (value !== undefined) row.value = value
    if (zoneScoped.has(row.name)) row.scope = 'zone'
    if (row.name === 'router.service.offering') row.scope = 'account'
    world.tables.configurations.push(row)
  }
}
