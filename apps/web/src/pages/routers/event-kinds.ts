/** Under which kinds CloudStack files a router's events: what operators did, and its starts and migrations. */
export const eventKinds = ['DomainRouter', 'VirtualMachine'] as const
