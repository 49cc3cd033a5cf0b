import { expect, test } from 'vitest'
import { commandOfJob, familiesOf } from './jobs-families.ts'
import { revive } from './jobs-store.ts'
import type { Task } from './jobs-store.ts'
import { wordsOf } from './jobs.ts'

const job = (cmd: string, jobinstancetype?: string) => ({ jobid: 'j', jobstatus: 0, cmd, jobinstancetype })

test('words of a job’s end are CloudStack’s own', () => {
  // Recorded: rebootRouter.stopped
  const errortext = 'Resource [DataCenter:1] is unreachable: Unable to reboot domR, it is not in right state Stopped'
  expect(wordsOf({ jobstatus: 2, jobresult: { errorcode: 530, errortext } })).toBe(errortext)
  // Recorded: stopRouter
  expect(wordsOf({ jobstatus: 1, jobresult: { router: { id: 'r', state: 'Stopped' } } })).toBe('Stopped')
  expect(wordsOf({ jobstatus: 1, jobresult: { success: true, details: 'done' } })).toBe('done')
  // Recorded: restartNetwork.cleanup
  expect(wordsOf({ jobstatus: 1, jobresult: { success: true } })).toBeUndefined()
  // Recorded: runDiagnostics.ping, its exit code text
  expect(wordsOf({ jobstatus: 1, jobresult: { diagnostics: { stdout: '', stderr: '', exitcode: '1' } } })).toBe(
    'exit code 1',
  )
})

test('a job is named by its command, and touches what it works on', () => {
  const stop = job('org.apache.cloudstack.api.command.admin.router.StopRouterCmd', 'DomainRouter')
  expect(commandOfJob(stop)).toBe('stopRouter')
  expect(familiesOf(stop)).toEqual(['router'])
  expect(commandOfJob(job('x.StartVMCmdByAdmin'))).toBe('startVM')
  expect(familiesOf(job('x.network.RestartNetworkCmd', 'Network'))).toContain('router')
  expect(familiesOf(job('x.internallb.StopInternalLBVMCmd', 'InternalLbVm'))).toEqual(['internal-lb'])
  expect(familiesOf(job('x.RebootSystemVmCmd', 'SystemVm'))).toEqual(['system-vm'])
  expect(familiesOf(job('x.CreateTemplateCmd', 'Template'))).toEqual([])
})

test('after a reload a job runs on, but nobody sends the queue', () => {
  const task = (state: Task['state'], started: number): Task => ({
    key: state,
    batch: 'b',
    label: 'Stop',
    command: 'stopRouter',
    params: {},
    touches: [],
    object: { type: 'DomainRouter', id: 'r', name: 'r-1-VM' },
    state,
    started,
  })
  const now = 100 * 86_400_000
  const read = [task('running', now), task('queued', now), task('sending', now), task('done', now)]
  expect(revive(read, now).map(({ state }) => state)).toEqual(['running', 'unsent', 'unsent', 'done'])
  expect(revive([task('done', now - 86_400_001)], now)).toEqual([])
})
