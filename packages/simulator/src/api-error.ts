/** An error as CloudStack answers it: HTTP status = `errorcode`. */
export class ApiError extends Error {
  readonly errorcode: number
  /** Absent for errors built from a plain code: 400, 401, 511 and a refused login (recorded). */
  readonly cserrorcode: number | undefined
  /** 432 and unknown commands answer in `errorresponse` instead of the command's own envelope. */
  readonly general: boolean

  constructor(errorcode: number, text: string, options: { cserrorcode?: number; general?: boolean } = {}) {
    super(text)
    this.errorcode = errorcode
    this.cserrorcode = options.cserrorcode
    this.general = options.general ?? false
  }
}

/** Recorded: a parameter CloudStack could not process carries 9999, what its services refuse carries 4350. */
export const badParameter = (text: string, cserrorcode: 9999 | 4350 = 9999) => new ApiError(431, text, { cserrorcode })
export const internal = (text: string, cserrorcode = 4250) => new ApiError(530, text, { cserrorcode })
/** Recorded: `session.none`, `session.after-logout`, `signed.wrong`. */
export const unauthorized = (text = 'unable to verify user credentials and/or request signature') =>
  new ApiError(401, text)
