import type { Router, SystemVm } from '@stratoview/api-client'
import { findVm, numberOf } from '../cpvm/vm.ts'
import type { World } from '../world.ts'

/** A VM that diagnostics run on, whichever kind it is. */
export interface Guest {
  world: World
  row: Router | SystemVm
  /** `jobinstancetype` (reference §6.1). */
  type: 'DomainRouter' | 'ConsoleProxy' | 'SystemVm'
  /** Under what its events are told. */
  event: 'ROUTER' | 'PROXY' | 'SSVM'
}

const kinds = {
  DomainRouter: { type: 'DomainRouter', event: 'ROUTER' },
  ConsoleProxy: { type: 'ConsoleProxy', event: 'PROXY' },
  SecondaryStorageVm: { type: 'SystemVm', event: 'SSVM' },
} as const

/** Undefined for what is no router, console proxy or secondary storage VM; `number` is how CloudStack then calls it. */
export function guestOf(world: World, id: string): { guest: Guest | undefined; number: number } {
  const vm = findVm(world, id)
  const kind = vm && kinds[vm.type as keyof typeof kinds]
  const row = kind && (world.find('routers', id) ?? world.find('systemVms', id))
  return { guest: row && { world, row, ...kind }, number: vm ? numberOf(vm) : 0 }
}

export interface Card {
  name: string
  ip: string
  netmask: string
  mac: string
  gateway: string | undefined
  traffic: 'Guest' | 'Control' | 'Public' | 'Management'
}

/** Its network cards in the order in which the guest has them. */
export function cardsOf({ row }: Guest): Card[] {
  const all: Omit<Card, 'name'>[] = []
  const add = (traffic: Card['traffic'], ip: unknown, mac: unknown, netmask: unknown, gateway?: unknown) => {
    if (typeof ip !== 'string') return
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
    all.push({
      traffic,
      ip,
      mac: text(mac) ?? '',
      netmask: text(netmask) ?? '255.255.255.0',
      gateway: text(gateway),
    })
  }
  if ('systemvmtype' in row) {
    const vm = row as SystemVm
    add('Control', vm.linklocalip, vm.linklocalmacaddress, vm.linklocalnetmask)
    add('Management', vm.privateip, vm.privatemacaddress, vm.privatenetmask, vm.privateip?.replace(/\d+$/, '1'))
    add('Public', vm.publicip, vm.publicmacaddress, vm.publicnetmask, vm.gateway)
  } else {
    for (const nic of (row as Router).nic ?? []) {
      const { ipaddress, macaddress, netmask, gateway } = nic
      // On VMware a router's control address is one of the management network.
      const managed = nic.traffictype === 'Control' && ipaddress?.startsWith('169.254.') === false
      const traffic = managed ? 'Management' : (nic.traffictype as Card['traffic'])
      add(traffic, ipaddress, macaddress, netmask, traffic === 'Public' || managed ? gateway : undefined)
    }
  }
  return all.map((card, index): Card => ({ name: `eth${index}`, ...card }))
}

/** Whether two addresses are in one network. */
export const together = (a: string, b: string, netmask: string): boolean =>
  // Bytes, because JavaScript's own bits have a sign.
  netmask.split('.').every((mask, at) => (byteOf(a, at) & Number(mask)) === (byteOf(b, at) & Number(mask)))

const byteOf = (ip: string, at: number) => Number(ip.split('.')[at])

export const isIpv4 = (text: string): boolean => /^(\d{1,3}\.){3}\d{1,3}$/.test(text)
export const isIpv6 = (text: string): boolean => text.includes(':')
