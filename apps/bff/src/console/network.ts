import { readFileSync } from 'node:fs'
import { ConfigError, type Config } from '../config.ts'
import { createTargets, type Targets } from './targets.ts'
import { authorities, createTrust, type Authorities, type Secure } from './trust.ts'

/** Where this server connects to for CloudStack's sake, and whom it believes there. */
export interface Network {
  targets: Targets
  secure: Secure
  /** Whose certificates we believe. */
  authorities: Authorities
}

/** Throws ConfigError when the file of authorities can't be read. */
export function createNetwork({ cloudstackUrl, consolePorts, consolePins, consoleCaFile }: Config): Network {
  const known = authorities(pemOf(consoleCaFile))
  return {
    targets: createTargets({ ports: consolePorts, cloudstackUrl }),
    secure: createTrust({ known, pins: consolePins }),
    authorities: known,
  }
}

function pemOf(file: string | undefined): string | undefined {
  if (!file) return undefined
  try {
    const pem = readFileSync(file, 'utf8')
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  } catch (error) {
    throw new ConfigError(`The file ${file} that CONSOLE_CA_FILE names cannot be read.`, { cause: error })
  }
  throw new ConfigError(`The file ${file} that CONSOLE_CA_FILE names holds no certificate in PEM.`)
}
