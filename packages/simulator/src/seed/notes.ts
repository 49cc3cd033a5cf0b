import type { ConsoleSession, SystemVm, VirtualMachine } from '@stratoview/api-client'
import type { World } from '../world.ts'
import { hostile, hostileComment } from './hostile.ts'
import type { People } from './people.ts'

const minute = 60_000
const hour = 60 * minute

/** Recorded: listAnnotations. The row says that it has comments. */
function comment(world: World, people: People, about: { type: string; name: string }, text: string, ago: number): void {
  const { systemVms, routers, hosts, instances } = world.tables
  const row = [...systemVms, ...routers, ...hosts, ...instances].find((one) => one.name === about.name)
  if (!row) return
  row.hasannotations = true
  const user = people.user('admin')
  world.tables.annotations.push({
    id: world.uuid(),
    entitytype: about.type,
    entityid: row.id,
    entityname: row.name,
    annotation: text,
    userid: user.id,
    username: user.username,
    adminsonly: false,
    created: world.date(ago),
  })
}

/** What operators wrote. The long and the hostile ones are only where something is wrong. */
export function seedComments(world: World, people: People, calm: boolean): void {
  const say = (type: string, name: string, text: string, ago: number) =>
    comment(world, people, { type, name }, text, ago)
  say('SYSTEM_VM', 's-1-VM', 'watch the disk', 52 * hour)
  if (calm) return
  say('VR', 'r-733-VM', 'Agreed with nordbank: upgrade in the night to Sunday, BACKUP first.', 26 * hour)
  say('HOST', 'fra1-kvm-09', 'DIMM B4 is being replaced on Tuesday. Empty by 18:00.', 19 * minute)
  say('VR', 'r-1042-VM', 'The disk fills with haproxy logs again.', 3 * hour)
  say('VR', 'r-1042-VM', 'Rotation is hourly since Friday; if it is red on Monday, restart with cleanup.', 2 * hour)
  say('VR', 'r-977-VM', `${hostile.markup}<script>alert(2)</script> and ${hostile.rightToLeft}`, 30 * hour)
  say('VR', 'r-979-VM', hostileComment, 31 * hour)
}

/** Recorded empty (listConsoleSessions): fields from the reference, §7.5. As many open ones as the proxies report. */
export function seedConsoleSessions(world: World): void {
  for (const proxy of world.tables.systemVms) {
    const inZone = world.tables.instances.filter((vm) => vm.zoneid === proxy.zoneid && vm.state === 'Running')
    for (let index = 0; index < (proxy.activeviewersessions ?? 0); index += 1) {
      const vm = inZone[(index * 3) % Math.max(1, inZone.length)]
      if (vm) world.tables.consoleSessions.push(sessionRow(world, proxy, vm, (4 + index * 7) * minute))
    }
  }
  for (const [index, vm] of world.tables.instances.slice(0, 6).entries()) {
    const [proxy] = world.tables.systemVms.filter((one) => one.activeviewersessions !== undefined)
    if (!proxy) return
    const ended = sessionRow(world, proxy, vm, (index + 2) * hour)
    world.tables.consoleSessions.push({ ...ended, removed: world.date((index + 1.6) * hour) })
  }
}

function sessionRow(world: World, proxy: SystemVm, vm: VirtualMachine, ago: number): ConsoleSession {
  const account = world.tables.accounts.find((row) => row.name === vm.account)
  return {
    id: world.uuid(),
    created: world.date(ago),
    domain: vm.domain,
    domainpath: vm.domainpath,
    domainid: vm.domainid,
    account: vm.account,
    accountid: account?.id,
    user: vm.username,
    userid: vm.userid,
    virtualmachineid: vm.id,
    virtualmachinename: vm.name,
    hostid: vm.hostid ?? proxy.hostid,
    hostname: vm.hostname ?? proxy.hostname,
    acquired: world.date(ago - 2000),
    consoleendpointcreatoraddress: `192.0.2.${world.random.int(10, 200)}`,
    clientaddress: `192.0.2.${world.random.int(10, 200)}`,
  }
}
