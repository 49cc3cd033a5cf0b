import { describe, expect, test } from 'vitest'
import { parsePing } from './parse-ping.ts'

const iputils = `PING 10.1.1.1 (10.1.1.1) 56(84) bytes of data.
64 bytes from 10.1.1.1: icmp_seq=1 ttl=64 time=0.045 ms
64 bytes from 10.1.1.1: icmp_seq=2 ttl=64 time=0.052 ms
64 bytes from 10.1.1.1: icmp_seq=4 ttl=64 time=1.20 ms

--- 10.1.1.1 ping statistics ---
4 packets transmitted, 3 received, 25% packet loss, time 3052ms
rtt min/avg/max/mdev = 0.045/0.432/1.200/0.542 ms`

const unreachable = `PING 10.1.1.9 (10.1.1.9) 56(84) bytes of data.
From 10.1.1.1 icmp_seq=1 Destination Host Unreachable
From 10.1.1.1 icmp_seq=2 Destination Host Unreachable

--- 10.1.1.9 ping statistics ---
4 packets transmitted, 0 received, +4 errors, 100% packet loss, time 3066ms
pipe 4`

const busybox = `PING 192.168.1.1 (192.168.1.1): 56 data bytes
64 bytes from 192.168.1.1: seq=0 ttl=64 time=0.421 ms
64 bytes from 192.168.1.1: seq=1 ttl=64 time=0.391 ms

--- 192.168.1.1 ping statistics ---
2 packets transmitted, 2 packets received, 0% packet loss
round-trip min/avg/max = 0.391/0.406/0.421 ms`

const inetutils = `PING example.com (93.184.215.14): 56 data bytes
64 bytes from 93.184.215.14: icmp_seq=0 ttl=53 time=88.513 ms
64 bytes from 93.184.215.14: icmp_seq=1 ttl=53 time=88.140 ms
64 bytes from 93.184.215.14: icmp_seq=1 ttl=53 time=99.000 ms (DUP!)
--- example.com ping statistics ---
2 packets transmitted, 2 packets received, +1 duplicates, 0% packet loss
round-trip min/avg/max/stddev = 88.140/88.327/88.513/0.187 ms`

const six = `PING 2001:db8::1(2001:db8::1) 56 data bytes
64 bytes from 2001:db8::1: icmp_seq=1 ttl=64 time<1 ms
--- 2001:db8::1 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time 0ms`

const arping = `ARPING 10.1.1.1 from 10.1.1.144 eth0
Unicast reply from 10.1.1.1 [1E:00:2B:00:00:CC]  0.731ms
Unicast reply from 10.1.1.1 [1E:00:2B:00:00:CC]  0.655ms
Sent 2 probes (1 broadcast(s))
Received 2 response(s)`

const habets = `ARPING 10.1.1.1
60 bytes from 1e:00:2b:00:00:cc (10.1.1.1): index=0 time=1.213 msec
60 bytes from 1e:00:2b:00:00:cc (10.1.1.1): index=1 time=820.000 usec

--- 10.1.1.1 statistics ---
3 packets transmitted, 2 packets received,  33% unanswered (0 extra)`

describe('what a ping printed', () => {
  test.each([
    ['iputils', iputils, { sent: 4, received: 3, min: 0.045, max: 1.2 }, [0.045, 0.052, undefined, 1.2]],
    ['busybox', busybox, { sent: 2, received: 2, min: 0.391, max: 0.421 }, [0.421, 0.391]],
    ['inetutils, a duplicate', inetutils, { sent: 2, received: 2, min: 88.14, max: 88.513 }, [88.513, 88.14]],
    ['IPv6, a time below a millisecond', six, { sent: 1, received: 1, min: 1, max: 1 }, [1]],
    ['iputils arping', arping, { sent: 2, received: 2, min: 0.655, max: 0.731 }, [0.731, 0.655]],
    ['Habets arping', habets, { sent: 3, received: 2, min: 0.82, max: 1.213 }, [1.213, 0.82, undefined]],
    ['nobody there', unreachable, { sent: 4, received: 0, min: undefined, max: undefined }, Array(4).fill(undefined)],
  ])('%s', (_, stdout, figures, times) => {
    const ping = parsePing(stdout)
    expect(ping).toMatchObject(figures)
    expect(ping?.echoes.map(({ time }) => time)).toEqual(times)
    expect(ping?.loss).toBeCloseTo(1 - figures.received / figures.sent)
  })

  test.each([
    ['a name that is not known', 'ping: nowhere: Name or service not known'],
    ['nothing', ''],
    ['a simulated host', 'PING 10.1.1.1 executed in r-10-VM'],
    ['markup', '<img src=x onerror=alert(1)>'],
  ])('%s is no ping', (_, stdout) => {
    expect(parsePing(stdout)).toBeUndefined()
  })

  test('cut before its summary it counts what came', () => {
    expect(parsePing(iputils.split('\n').slice(0, 3).join('\n'))).toMatchObject({ sent: 2, received: 2, loss: 0 })
  })

  test('figures that no ping has are held within reason', () => {
    const lies = parsePing('64 bytes from x: icmp_seq=999999999 ttl=1 time=1 ms\n1 packets transmitted, 900 received')
    expect(lies?.loss).toBe(0)
    expect(lies?.echoes.length).toBeLessThanOrEqual(500)
  })
})
