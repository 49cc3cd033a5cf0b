/** Settings that CloudStack's guide names and CloudStack 4.22 has not (reference §7.4, §12), for whoever looks for them by name. */
export const notThere: Readonly<Record<string, string>> = {
  'consoleproxy.loadscan.interval': 'CloudStack’s guide still names it; CloudStack removed it in 4.10.',
  'consoleproxy.extra.security.validation.enabled':
    'CloudStack’s guide names it; CloudStack 4.22 has no such setting. It makes that check whenever a console is asked for with a token, and Stratoview always gives one.',
  'router.health.checks.failures.to.restart.vr': 'Its name is router.health.checks.failures.to.recreate.vr.',
}
