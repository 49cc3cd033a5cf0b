import type { KeyEvent } from '../rfb/server.ts'
import type { World } from '../../world.ts'
import { Keyboard } from './keyboard.ts'
import { answerOf } from './shell.ts'
import { TextScreen } from './text-screen.ts'

/** What a guest knows of itself, read from its row whenever it is needed. */
export interface Machine {
  name: string
  template: string
  version: string
  hypervisor: string
  memory: number
  keyboard: string
}

type Mode = 'off' | 'booting' | 'login' | 'password' | 'shell'

/** How long after its start each part of the boot text comes, ms. */
const bootPace = 350
const kept = 200

/** What runs in a VM and what its screen shows: it boots, asks for a login, echoes what is typed. */
export class Guest {
  readonly screen = new TextScreen()
  /** The last keys that went down, with their modifiers: `Ctrl+Alt+F2`. */
  readonly pressed: string[] = []
  readonly #world: World
  readonly #machine: () => Machine
  readonly #rebooted: () => void
  readonly #keyboard = new Keyboard()
  #mode: Mode = 'off'
  #line = ''
  #user = ''
  #tty = 1
  #booted = 0
  /** Counts the starts, so that what was planned before one is forgotten after it. */
  #starts = 0

  /** `rebooted` is told when somebody at the keyboard restarts the machine. */
  constructor(world: World, machine: () => Machine, rebooted: () => void) {
    this.#world = world
    this.#machine = machine
    this.#rebooted = rebooted
  }

  /** Starts from nothing, line by line on the world's clock. */
  boot(): void {
    this.#start()
    const mine = this.#starts
    for (const [at, line] of this.#bootLines().entries()) {
      this.#world.clock.after(bootPace * (at + 1), () => {
        if (mine === this.#starts) this.screen.write(line)
      })
    }
    this.#world.clock.after(bootPace * (this.#bootLines().length + 2), () => {
      if (mine === this.#starts) this.#askLogin()
    })
  }

  /** Has been running for a while: all of the boot text is there. */
  resume(): void {
    this.#start()
    for (const line of this.#bootLines()) this.screen.write(line)
    this.#askLogin()
  }

  off(): void {
    this.#starts += 1
    this.#mode = 'off'
    this.#keyboard.reset()
    this.screen.clear()
  }

  key(event: KeyEvent): void {
    if (this.#mode === 'off') return
    const stroke = this.#keyboard.press(event, this.#machine().keyboard)
    if (!stroke) return
    this.pressed.push(stroke.name)
    if (this.pressed.length > kept) this.pressed.shift()
    if (/^Ctrl\+Alt(Gr)?\+Delete$/.test(stroke.name)) this.restart()
    else if (this.#mode !== 'booting') this.#type(stroke.name, stroke.text)
  }

  /** What Ctrl-Alt-Del does: shuts down and starts again. */
  restart(): void {
    this.screen.write('\n[  \u{1b}[32mOK\u{1b}[0m  ] Reached target System Reboot.\n')
    this.boot()
    this.#rebooted()
  }

  #start(): void {
    this.off()
    this.#mode = 'booting'
    this.#tty = 1
    this.#booted = this.#world.clock.now
  }

  #bootLines(): string[] {
    const { name, template, version, hypervisor, memory } = this.#machine()
    const done = (what: string) => `[  \u{1b}[32mOK\u{1b}[0m  ] ${what}\n`
    return [
      `SeaBIOS (version 1.16.3)\nMachine: ${name} on ${hypervisor}, ${memory} MB\n`,
      `Booting from Hard Disk...\nLoading ${template}\n`,
      '[    0.000000] Linux version 6.1.0-26-amd64 (debian-kernel@lists.debian.org)\n',
      `[    0.000000] Command line: root=/dev/vda5 ro console=tty0 template=${template}\n`,
      done('Started Journal Service.'),
      done('Mounted /var/log.'),
      done('Reached target Local File Systems.'),
      done('Started Network Service.'),
      done(`Finished Set up ${name}.`),
      done(`Reached target Multi-User System, release ${version}.`),
    ]
  }

  #askLogin(): void {
    const { name, version } = this.#machine()
    this.#mode = 'login'
    this.#line = ''
    this.screen.write(`\n${version} ${name} tty${this.#tty}\n\n${name} login: `)
  }

  #type(name: string, text: string | undefined): void {
    const [, tty] = /^Ctrl\+Alt\+F(\d+)$/.exec(name) ?? []
    if (tty !== undefined) {
      this.#tty = Number(tty)
      this.screen.clear()
      this.#askLogin()
    } else if (name.endsWith('SysRq')) {
      this.screen.write('\n[ sysrq ] HELP : reboot(b) crash(c) sync(s) unmount(u)\n')
      this.#prompt()
    } else if (name === 'Ctrl+c') {
      this.screen.write('^C')
      this.#enter('')
    } else if (name === 'Backspace') this.#erase()
    else if (name.endsWith('Enter')) this.#enter(this.#line)
    else if (text !== undefined) {
      this.#line += text
      if (this.#mode !== 'password') this.screen.write(text)
    }
  }

  #erase(): void {
    if (this.#line === '') return
    this.#line = [...this.#line].slice(0, -1).join('')
    if (this.#mode !== 'password') this.screen.write('\b')
  }

  #enter(line: string): void {
    this.#line = ''
    this.screen.write('\n')
    if (this.#mode === 'login') {
      this.#user = line.trim()
      if (this.#user === '') return this.#askLogin()
      this.#mode = 'password'
      this.screen.write('Password: ')
    } else if (this.#mode === 'password') this.#logIn(line)
    else this.#run(line)
  }

  #logIn(password: string): void {
    if (password !== 'password') {
      this.screen.write('Login incorrect\n')
      return this.#askLogin()
    }
    this.#mode = 'shell'
    this.screen.write(`Last login: ${new Date(this.#booted).toUTCString()} on tty${this.#tty}\n`)
    this.#prompt()
  }

  #prompt(): void {
    if (this.#mode === 'shell') this.screen.write(`${this.#user}@${this.#machine().name}:~$ `)
    else if (this.#mode === 'login') this.screen.write(`${this.#machine().name} login: `)
  }

  #run(line: string): void {
    const up = Math.floor((this.#world.clock.now - this.#booted) / 1000)
    const answer = answerOf(line, { ...this.#machine(), user: this.#user, up, now: this.#world.clock.now })
    if (answer === 'reboot') return this.restart()
    if (answer === 'exit') return this.#askLogin()
    if (answer === 'clear') this.screen.clear()
    else this.screen.write(answer)
    this.#prompt()
  }
}
