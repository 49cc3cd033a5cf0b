import type { CuratedGroup } from './curated.ts'

const proxies = 'A console proxy must be recreated (destroyed: CloudStack makes a new one) to listen on another port.'

export const consoles: CuratedGroup = {
  id: 'consoles',
  label: 'Consoles and proxies',
  parts: [
    {
      title: 'Encryption and addresses',
      about:
        'A console is encrypted (port 8443 instead of 8080) only when all three hold: consoleproxy.sslEnabled is true, consoleproxy.url.domain is not empty, and a server certificate was uploaded.',
      settings: [
        { name: 'consoleproxy.sslEnabled', what: 'Lets the console proxies serve consoles by TLS.', reaches: proxies },
        {
          name: 'consoleproxy.url.domain',
          what: 'The name consoles are reached by: *.domain makes 1-2-3-4.domain of a proxy’s public address, another name is used as it is (a load balancer’s), empty is the bare address.',
          reaches: proxies,
        },
        {
          name: 'secstorage.encrypt.copy',
          what: 'Makes download addresses of the secondary storage VMs https; needs secstorage.ssl.cert.domain.',
          reaches: 'Secondary storage VMs must be recreated.',
        },
        {
          name: 'secstorage.ssl.cert.domain',
          what: 'The name downloads are reached by, in the same form as consoleproxy.url.domain.',
          reaches: 'Secondary storage VMs must be recreated.',
        },
      ],
    },
    {
      title: 'The viewer',
      settings: [
        {
          name: 'novnc.console.default',
          what: 'Opens consoles in noVNC, not in the old viewer.',
          beware: 'With false, consoles by CloudStack’s own page do not open on 4.22.',
        },
        { name: 'novnc.console.show.dot', what: 'Draws a dot where the pointer is when the guest shows none.' },
        {
          name: 'novnc.console.sourceip.check.enabled',
          what: 'Lets a console open only from the address that asked for it.',
          reaches: 'Console proxies must connect again.',
          beware:
            'The address that asks is this server’s, and the proxies see whatever stands before them: behind a proxy or a load balancer consoles are refused, unless the management server trusts its forwarded header.',
        },
        {
          name: 'consoleproxy.session.timeout',
          what: 'How long a proxy’s load counts a session, when a proxy is chosen; an idle viewer is dropped after 3 minutes whatever this says.',
          unit: 'ms',
          range: { min: 0 },
        },
      ],
    },
    {
      title: 'The record of console sessions',
      settings: [
        {
          name: 'console.session.cleanup.retention.hours',
          what: 'How long CloudStack keeps the record of a console session that has ended.',
          unit: 'hours',
          range: { min: 0 },
        },
        {
          name: 'console.session.cleanup.interval',
          what: 'How often old records are removed.',
          unit: 'seconds',
          range: { min: 0 },
        },
      ],
    },
    {
      title: 'How proxies are run',
      settings: [
        { name: 'consoleproxy.restart', what: 'Starts a console proxy again when it has stopped.' },
        {
          name: 'consoleproxy.management.state',
          what: 'How CloudStack looks after the proxies: Auto starts and adds them, Manual leaves them alone, Suspending stops them, ResetSuspending stops them once.',
          beware:
            'Suspending ends every open console. After a certificate is uploaded 4.22 leaves ResetSuspending here: the proxies do not restart by themselves.',
        },
        {
          name: 'consoleproxy.service.offering',
          what: 'The id of the system offering for console proxies; empty is CloudStack’s own.',
          reaches: 'For proxies made from then on.',
        },
        {
          name: 'consoleproxy.disable.rpfilter',
          what: 'Turns off the proxy’s reverse path filter, for answers that leave by another interface than the question came in.',
          reaches: 'For proxies started from then on.',
        },
        {
          name: 'consoleproxy.cmd.port',
          what: 'The port on which a proxy takes orders from the management server.',
          range: { min: 1, max: 65_535 },
          reaches: 'For proxies started from then on.',
        },
      ],
    },
  ],
}
