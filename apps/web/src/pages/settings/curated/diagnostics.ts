import type { CuratedGroup } from './curated.ts'

const files =
  'Comma-separated: a path, a pattern, one of iptables, ipaddr, iprule and iproute, or [NAME], which runs that script on the VM and keeps its output.'

export const diagnostics: CuratedGroup = {
  id: 'diagnostics',
  label: 'Diagnostics',
  parts: [
    {
      title: 'What is fetched',
      settings: [
        {
          name: 'diagnostics.data.router.defaults',
          what: `What Get diagnostics fetches from a router when no files are named. ${files}`,
          beware: 'An entry in square brackets is code that runs on every VM it is fetched from.',
        },
        {
          name: 'diagnostics.data.systemvm.defaults',
          what: `What Get diagnostics fetches from a console proxy or secondary storage VM when no files are named. ${files}`,
          beware: 'An entry in square brackets is code that runs on every VM it is fetched from.',
        },
        {
          name: 'diagnostics.data.retrieval.timeout',
          what: 'How long the scripts on the VM may take.',
          unit: 'seconds',
          range: { min: 1 },
        },
      ],
    },
    {
      title: 'Where it lies, and how long',
      settings: [
        {
          name: 'diagnostics.data.disable.threshold',
          what: 'Secondary storage fuller than this share takes no diagnostics.',
          range: { min: 0, max: 1 },
        },
        {
          name: 'diagnostics.data.gc.enable',
          what: 'Removes fetched files when they are older than diagnostics.data.max.file.age.',
        },
        {
          name: 'diagnostics.data.gc.interval',
          what: 'How often old files are looked for.',
          unit: 'seconds',
          range: { min: 1 },
        },
        {
          name: 'diagnostics.data.max.file.age',
          what: 'How old a fetched file may grow.',
          unit: 'seconds',
          range: { min: 0 },
        },
      ],
    },
  ],
}
