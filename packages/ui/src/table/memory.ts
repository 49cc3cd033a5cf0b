import { useEffect, useRef } from 'react'

/** Where a table was left, so that coming back from a row's page finds the same place. Lives as long as the tab. */
export interface Place {
  offset: number
  active: string | undefined
}

const places = new Map<string, Place>()

export const memory = {
  get: (name: string | undefined): Place | undefined => (name === undefined ? undefined : places.get(name)),
  set(name: string | undefined, place: Place): void {
    if (name !== undefined) places.set(name, place)
  },
}

/** Keeps a table's place when it leaves the page. */
export function useRemember(name: string | undefined, offset: () => number, active: string | undefined): void {
  const latest = useRef({ offset, active })
  latest.current = { offset, active }
  useEffect(() => {
    return () => {
      const { offset, active } = latest.current
      memory.set(name, { offset: offset(), active })
    }
  }, [name])
}
