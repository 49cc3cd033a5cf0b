import type { Annotation } from '@stratoview/api-client'
import { badParameter } from '../api-error.ts'
import type { Context, Family } from '../handler.ts'
import { mayReach, requireReach, select } from '../list.ts'
import type { Tables, World } from '../world.ts'
import { truth } from './common.ts'

/** What an entity type's id points at. */
const tableOf: Readonly<Record<string, keyof Tables>> = {
  VR: 'routers',
  INTERNAL_LB: 'internalLbs',
  SYSTEM_VM: 'systemVms',
  VM: 'instances',
  HOST: 'hosts',
  ZONE: 'zones',
  POD: 'pods',
  CLUSTER: 'clusters',
  NETWORK: 'networks',
  VPC: 'vpcs',
  VOLUME: 'volumes',
  PRIMARY_STORAGE: 'storagePools',
  SECONDARY_STORAGE: 'imageStores',
  DOMAIN: 'domains',
  SERVICE_OFFERING: 'serviceOfferings',
  NETWORK_OFFERING: 'networkOfferings',
  TEMPLATE: 'templates',
}

interface Entity {
  id: string
  name?: string
  hasannotations?: boolean
  account?: string
  domainid?: string
  domainpath?: string
  projectid?: string
}

function entity(world: World, type: string, id: string): Entity | undefined {
  const table = tableOf[type] === 'routers' ? ['routers' as const, 'internalLbs' as const] : [tableOf[type]]
  for (const name of table) {
    const row = name && world.find(name, id)
    if (row) return row as Entity
  }
  return undefined
}

function mark(world: World, annotation: Annotation): void {
  const row = entity(world, annotation.entitytype, annotation.entityid)
  if (row) row.hasannotations = world.tables.annotations.some((one) => one.entityid === row.id)
}

/** Nobody but an admin sees what is said of things that are not theirs. */
function maySee({ world, caller }: Context, { entitytype, entityid, adminsonly }: Annotation): boolean {
  if (caller.role === 'admin' || caller.role === 'auditor') return true
  const row = entity(world, entitytype, entityid)
  return adminsonly !== true && row !== undefined && mayReach(caller, row)
}

export const annotationHandlers: Family<'listAnnotations' | 'addAnnotation' | 'removeAnnotation'> = {
  listAnnotations: (given, context) => ({
    key: 'annotation',
    rows: select(
      context.world.tables.annotations.filter(
        (one) => maySee(context, one) && (given.annotationfilter !== 'self' || one.userid === context.caller.userid),
      ),
      given,
      { same: ['id', 'entitytype', 'entityid', 'userid'], keyword: ['annotation'] },
    ),
  }),
  /** Recorded: `addAnnotation`. */
  addAnnotation: (given, { world, caller }) => {
    const { entitytype, entityid } = given
    if (!Object.hasOwn(tableOf, entitytype)) throw badParameter('Unsupported entity type', 4350)
    const row = entity(world, entitytype, entityid)
    if (!row) throw badParameter(`Unable to find the entity of type ${entitytype} with id ${entityid}`, 4350)
    requireReach(caller, row)
    const annotation: Annotation = {
      id: world.uuid(),
      entitytype,
      entityid,
      entityname: row.name,
      annotation: given.annotation,
      userid: caller.userid,
      username: caller.username,
      adminsonly: truth(given.adminsonly),
      created: world.date(),
    }
    world.tables.annotations.push(annotation)
    mark(world, annotation)
    return { annotation }
  },
  removeAnnotation: ({ id }, { world, caller }) => {
    const annotation = world.find('annotations', id)
    if (!annotation || (caller.role !== 'admin' && annotation.userid !== caller.userid)) {
      throw badParameter('Only administrators or owner user can delete annotations, cannot remove annotation', 4350)
    }
    world.remove('annotations', id)
    mark(world, annotation)
    return { success: true }
  },
}
