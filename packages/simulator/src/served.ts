import { commands, createConsoleEndpoint } from '@stratoview/api-client'

/** Every command a session may call here: the contract's table, and the one that only a relay asks for. */
export const served = { ...commands, createConsoleEndpoint }
