import type { Role } from '../roles.ts'

/** Who asks. */
export interface Caller {
  userid: string
  username: string
  account: string
  accountid: string
  domainid: string
  /** `ROOT/sales`. */
  domainpath: string
  role: Role
}
