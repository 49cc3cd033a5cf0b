import { commands, createConsoleEndpoint, keyCommands } from '@stratoview/api-client'

/** Every command a session may call here: the contract's table, and those that only the BFF itself asks for. */
export const served = { ...commands, ...keyCommands, createConsoleEndpoint }
