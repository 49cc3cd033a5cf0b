import { kept } from '../kept.ts'

const place = 'stratoview.domain'

/** The domain this browser signed in to last; '' is ROOT. */
export const lastDomain = (): string => kept.get(place) ?? ''

export const rememberDomain = (domain: string): void => kept.set(place, domain.trim())
