import { describe, expect, test } from 'vitest'
import { parseTraceroute } from './parse-traceroute.ts'

const debian = `traceroute to example.com (93.184.215.14), 20 hops max, 60 byte packets
 1  _gateway (10.1.1.1)  0.312 ms  0.287 ms  0.266 ms
 2  * * *
 3  ae-1.example.net (192.0.2.1)  8.1 ms ae-2.example.net (192.0.2.2)  9.4 ms *
 4  93.184.215.14 (93.184.215.14)  11.2 ms  11.0 ms  11.3 ms`

const numbers = `traceroute to 8.8.8.8 (8.8.8.8), 5 hops max, 60 byte packets
 1  10.1.1.1  0.312 ms  0.287 ms  0.266 ms
 2  10.9.9.9  1.2 ms !X * 1.4 ms !X`

const busybox = `traceroute to 192.0.2.9 (192.0.2.9), 30 hops max, 38 byte packets
 1  192.168.1.1 (192.168.1.1)  0.500 ms  0.411 ms  0.399 ms
 2  10.0.0.1 (10.0.0.1)  3.100 ms
    10.0.0.2 (10.0.0.2)  3.400 ms  3.300 ms
 3  192.0.2.9 (192.0.2.9)  5.000 ms  5.100 ms  5.200 ms`

const inetutils = `traceroute to 192.0.2.9 (192.0.2.9), 64 hops max
  1   192.168.1.1  0.5ms  0.4ms  0.3ms
  2   *  *  *
  3   192.0.2.9  5.0ms  5.1ms  5.2ms`

const six = `traceroute6 to ::1 (::1), 20 hops max, 80 byte packets
 1  localhost (::1)  0.02 ms  0.01 ms  0.01 ms`

describe('what a traceroute printed', () => {
  test('Debian: names, a silent hop, two answerers at one distance', () => {
    const trace = parseTraceroute(debian)
    expect(trace).toMatchObject({ target: 'example.com', address: '93.184.215.14', reached: true })
    expect(trace?.hops.map(({ answerers }) => answerers.map(({ name, address }) => name ?? address))).toEqual([
      ['_gateway'],
      [],
      ['ae-1.example.net', 'ae-2.example.net'],
      ['93.184.215.14'],
    ])
    expect(trace?.hops.map(({ lost }) => lost)).toEqual([0, 3, 1, 0])
    expect(trace?.hops[0]?.answerers[0]?.times).toEqual([0.312, 0.287, 0.266])
  })

  test('-n and refusals', () => {
    const trace = parseTraceroute(numbers)
    expect(trace?.reached).toBe(false)
    expect(trace?.hops[1]).toEqual({
      hop: 2,
      lost: 1,
      answerers: [{ name: undefined, address: '10.9.9.9', times: [1.2, 1.4], flags: ['!X'] }],
    })
  })

  test('busybox: a second answerer on a line of its own', () => {
    const trace = parseTraceroute(busybox)
    expect(trace?.reached).toBe(true)
    expect(trace?.hops[1]?.answerers.map(({ address, times }) => [address, times])).toEqual([
      ['10.0.0.1', [3.1]],
      ['10.0.0.2', [3.4, 3.3]],
    ])
  })

  test('inetutils: times without a space, IPv6 of Debian', () => {
    expect(parseTraceroute(inetutils)).toMatchObject({ reached: true, hops: [{ hop: 1 }, { lost: 3 }, { hop: 3 }] })
    expect(parseTraceroute(inetutils)?.hops[2]?.answerers[0]?.times).toEqual([5, 5.1, 5.2])
    expect(parseTraceroute(six)).toMatchObject({ reached: true, address: '::1' })
  })

  test('a target that refuses itself is not reached', () => {
    const refused = `traceroute to 10.1.1.9 (10.1.1.9), 20 hops max\n 1  10.1.1.9 (10.1.1.9)  3062.1 ms !H  3062.0 ms !H`
    expect(parseTraceroute(refused)?.reached).toBe(false)
  })

  test('hostile names stay text, and what is no traceroute is none', () => {
    const hostile = 'traceroute to a (1.1.1.1), 2 hops max\n 1  \u001B[2J<img> (192.0.2.1)  1.0 ms'
    expect(parseTraceroute(hostile)?.hops[0]?.answerers[0]?.name).toContain('<img>')
    for (const text of ['', 'x: Name or service not known', 'PING 10.1.1.1 executed in r-10-VM'])
      expect(parseTraceroute(text)).toBeUndefined()
  })
})
