import { pendingJob } from '../jobs.ts'
import { checksAfterStart } from '../lifecycle/health.ts'
import { reboot } from '../lifecycle/system-vm.ts'
import { run } from '../steps.ts'
import type { World } from '../world.ts'
import { RfbServer } from './rfb/server.ts'
import { Guest } from './screen/guest.ts'
import type { ConsoleTraits } from './traits.ts'
import type { Upstream, UpstreamEnd } from './upstream.ts'
import { displayNameOf, findVm, hasScreen, machineOf, type Vm } from './vm.ts'

interface Seat {
  guest: Guest
  /** Where it runs and whether a reboot is on its way, as last looked at. */
  host: string | undefined
  on: boolean
  rebooting: boolean
  servers: Set<RfbServer>
}

/** The VMs of a world whose screens somebody has looked at, each kept in step with its row. */
export class Screens {
  readonly #world: World
  readonly #seats = new Map<string, Seat>()
  readonly #keyboardOf: (vm: Vm) => string | undefined

  /** `keyboardOf`: the layout a guest has, when it is not the one its row tells. */
  constructor(world: World, keyboardOf: (vm: Vm) => string | undefined) {
    this.#world = world
    this.#keyboardOf = keyboardOf
  }

  /** What a VM's screen shows, line by line, and the keys pressed lately. */
  show(id: string): { lines: string[]; pressed: readonly string[] } {
    const { guest } = this.#seat(id)
    return { lines: guest.screen.lines(), pressed: guest.pressed }
  }

  /** A client's connection to the VNC server of a VM. */
  connect(vm: Vm, password: string, traits: ConsoleTraits, end: UpstreamEnd): Upstream {
    const seat = this.#seat(vm.row.id)
    const { guest } = seat
    const hypervisor = traits.hypervisor ?? vm.row.hypervisor
    const kvm = hypervisor !== 'XenServer' && hypervisor !== 'VMware'
    const server = new RfbServer({
      version: hypervisor === 'XenServer' ? '003.003' : '003.008',
      types: kvm ? traits.security : [1],
      password,
      challenge: crypto.getRandomValues(new Uint8Array(16)),
      name: `QEMU (${displayNameOf(vm)})`,
      screen: guest.screen,
      extendedKeys: kvm && traits.extendedKeys,
      send: end.data,
      key: (event) => guest.key(event),
      end: end.end,
    })
    seat.servers.add(server)
    server.start()
    return {
      write: (data) => server.receive(data),
      startTls: (ready) => ready(),
      close: () => {
        server.halt()
        seat.servers.delete(server)
      },
    }
  }

  /** Follows the rows: a VM that stopped or moved says no more to its old clients, one that started boots. */
  follow(): void {
    for (const [id, seat] of this.#seats) {
      const vm = findVm(this.#world, id)
      if (vm) this.#followOne(seat, vm)
      else this.#silence(seat)
    }
  }

  #followOne(seat: Seat, vm: Vm): void {
    const on = hasScreen(vm)
    const job = pendingJob(this.#world, vm.row.id)
    const rebooting = /reboot/i.test(String(job?.cmd ?? ''))
    if (!on && seat.on) {
      this.#silence(seat)
      seat.guest.off()
    } else if (on && (!seat.on || (seat.rebooting && !rebooting && job === undefined))) seat.guest.boot()
    else if (on && vm.row.hostid !== seat.host) this.#silence(seat)
    Object.assign(seat, { on, rebooting, host: vm.row.hostid })
  }

  #silence(seat: Seat): void {
    for (const server of seat.servers) server.halt()
    seat.servers.clear()
  }

  #seat(id: string): Seat {
    const known = this.#seats.get(id)
    if (known) return known
    const machine = () => {
      const vm = findVm(this.#world, id)
      if (!vm) throw new RangeError(`no VM ${id}`)
      const machine = machineOf(vm)
      return { ...machine, keyboard: this.#keyboardOf(vm) ?? machine.keyboard }
    }
    const guest = new Guest(this.#world, machine, () => this.#rebooted(id))
    const vm = findVm(this.#world, id)
    const on = vm !== undefined && hasScreen(vm)
    const seat: Seat = { guest, on, rebooting: false, host: vm?.row.hostid, servers: new Set() }
    this.#seats.set(id, seat)
    if (on) guest.resume()
    return seat
  }

  /** What a restart from within does to the row: it stays Running; a system VM's agent goes and comes, a router is checked anew. */
  #rebooted(id: string): void {
    const { systemVms, routers } = this.#world.tables
    const system = systemVms.find((row) => row.id === id)
    if (system) {
      const ignore = () => undefined
      run(this.#world, reboot(this.#world, system, false), ignore, ignore)
    }
    const router = routers.find((row) => row.id === id)
    if (router) checksAfterStart(this.#world, router)
  }
}
