/** What went wrong, in the words of whoever said it. The BFF's one error shape (design §5). */
export interface ErrorBody {
  /** HTTP status: CloudStack's own 4xx/5xx, or ours (404 unknown command, 405 method, 502 unreachable or misshapen, 504 timed out). */
  status: number
  /** A word to branch on, e.g. `cloudstack`, `unreachable`, `timeout`, `shape`, `unauthorized`, `bad-parameter`. */
  code: string
  /** CloudStack's text when it spoke, else one plain sentence. Only ever shown as text. */
  message: string
  command?: string
  /** The parameter or answer field the error is about. */
  field?: string
}

export class CloudStackError extends Error {
  readonly status: number
  readonly code: string
  readonly command: string | undefined
  readonly field: string | undefined

  constructor(body: ErrorBody, options?: ErrorOptions) {
    super(body.message, options)
    this.name = 'CloudStackError'
    this.status = body.status
    this.code = body.code
    this.command = body.command
    this.field = body.field
  }

  toJSON(): { error: ErrorBody } {
    const { status, code, message, command, field } = this
    return { error: { status, code, message, command, field } }
  }
}
