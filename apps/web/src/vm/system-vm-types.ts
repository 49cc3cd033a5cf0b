const words: Record<string, string> = { consoleproxy: 'Console proxy', secondarystoragevm: 'Secondary storage' }

/** `systemvmtype` in words; a type we do not know stays as CloudStack writes it. */
export const systemVmTypeWords = (type: string): string => words[type] ?? type
