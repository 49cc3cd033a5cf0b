interface Known {
  name: string
  version: string
  template: string
  user: string
  /** Seconds since it started. */
  up: number
  /** Epoch ms. */
  now: number
}

/** What the guest's small shell prints; `reboot`, `exit` and `clear` are for the guest to do. */
export function answerOf(line: string, known: Known): string {
  const [command = '', ...words] = line.trim().split(/\s+/)
  switch (command) {
    case '':
      return ''
    case 'reboot':
    case 'exit':
    case 'clear':
      return command
    case 'echo':
      return `${words.join(' ')}\n`
    case 'hostname':
      return `${known.name}\n`
    case 'whoami':
      return `${known.user}\n`
    case 'date':
      return `${new Date(known.now).toUTCString()}\n`
    case 'uptime':
      return `up ${Math.floor(known.up / 60)} min, 1 user\n`
    case 'cat':
      return words[0] === '/etc/cloudstack-release' ? `Cloudstack Release ${known.version}\n` : missing(words[0])
    case 'help':
      return 'cat clear date echo exit help hostname reboot uptime whoami\n'
    default:
      return `-sh: ${command}: command not found\n`
  }
}

const missing = (file = '') => `cat: ${file}: No such file or directory\n`
