import { CopyText, Panel } from '@stratoview/ui'
import classes from './certificates.module.css'
import { domainTrouble } from './pem/names.ts'

/** Before there is anything: what an authority is asked for, and what to bring. */
export function NeededPanel({ domain }: { domain: string }) {
  // Only a domain goes into a command that is copied to a shell.
  const name = domainTrouble(domain) === undefined ? domain : '*.console.example.org'
  const command = `openssl req -new -newkey rsa:2048 -nodes -keyout console.key -out console.csr -subj '/CN=${name}' -addext 'subjectAltName=DNS:${name}'`
  return (
    <Panel title="What to bring">
      <ul className={classes.needed}>
        <li>
          <b>The server certificate</b>, for the names that system VMs have: a wildcard for names made of their
          addresses, or the one name of a load balancer. On a domain of its own, so that nobody who gets the key can
          pass for anything else of yours.
        </li>
        <li>
          <b>Its private key</b>, RSA. With or without a password, PKCS#1, PKCS#8 or PKCS#12: it is turned into what
          CloudStack takes in this page, and kept nowhere.
        </li>
        <li>
          <b>The intermediates and the root</b> above it, up to the one that signed itself. When renewing, the new ones
          replace those of before.
        </li>
      </ul>
      <p className={classes.intro}>A key and the request for a certificate are made with:</p>
      <CopyText block text={command} label="the command" />
    </Panel>
  )
}
