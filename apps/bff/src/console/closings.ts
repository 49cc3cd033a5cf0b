/**
 * Why a console ended: the WebSocket's close code and a sentence for whoever looked at it. `again` tells whether a new
 * try by itself makes sense; after a takeover two browsers would otherwise throw each other out for ever.
 */
export const closings = {
  'signed-out': { code: 4401, again: false, sentence: 'Your session has ended. Sign in again.' },
  'forbidden-address': {
    code: 4403,
    again: false,
    sentence: 'CloudStack named a console address that Stratoview does not connect to.',
  },
  'vm-gone': { code: 4404, again: false, sentence: 'The VM is gone or not running.' },
  silent: { code: 4408, again: true, sentence: 'The hypervisor no longer answers.' },
  'taken-over': { code: 4409, again: false, sentence: 'Somebody else opened this console.' },
  expired: { code: 4410, again: true, sentence: 'The way in was used up or too old.' },
  ended: { code: 4411, again: false, sentence: 'An operator ended this console.' },
  'in-use': { code: 4412, again: false, sentence: 'Somebody else opened this console in the meantime.' },
  'bad-client': { code: 4415, again: false, sentence: 'The browser sent what is not VNC.' },
  'too-many': { code: 4429, again: false, sentence: 'Too many consoles are open.' },
  lost: { code: 4500, again: true, sentence: 'The console proxy ended the connection.' },
  unreachable: { code: 4502, again: true, sentence: 'The console proxy cannot be reached.' },
  stopping: { code: 4503, again: true, sentence: 'Stratoview is being restarted.' },
  slow: { code: 4504, again: true, sentence: 'The console proxy did not finish its greeting in time.' },
  nonsense: { code: 4515, again: true, sentence: 'The console proxy answered with what is not VNC.' },
  'no-access': { code: 4516, again: true, sentence: 'The hypervisor refused the console proxy.' },
  untrusted: { code: 4525, again: false, sentence: 'The console proxy’s certificate is not trusted.' },
  left: { code: 1000, again: false, sentence: 'The console was closed.' },
} as const satisfies Record<string, { code: number; again: boolean; sentence: string }>

export type ConsoleClosing = keyof typeof closings
export type ConsoleCloseCode = (typeof closings)[ConsoleClosing]['code']

/** What ended a console. `text` is the sentence with what is known more; `detail` is for the log alone. */
export interface Cause {
  why: ConsoleClosing
  text?: string
  detail?: string
}

export const sentenceOf = ({ why, text }: Cause): string => text ?? closings[why].sentence

/** The same for the close frame, which holds 123 bytes of UTF-8; a socket throws at more, and a user's name alone may have 255. */
export function reasonOf(cause: Cause): string {
  const sentence = sentenceOf(cause)
  if (Buffer.byteLength(sentence) <= 123) return sentence
  let short = sentence
  while (Buffer.byteLength(short) > 120) short = short.slice(0, -1)
  return `${short}…`
}
