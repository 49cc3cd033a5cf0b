import { useQuery } from '@tanstack/react-query'
import { cs, q } from '../../api.ts'
import { SELDOM } from '../../refresh.ts'
import { useSession } from '../../session.ts'

/** The cloud's own authority, read. Its text is CloudStack's; the reader is fetched when there is something to read. */
export function useAuthority() {
  const enabled = useSession().apis.has('listCaCertificate')
  const pem = useQuery({ ...q(cs.listCaCertificate, {}), enabled, staleTime: SELDOM })
  const text = pem.data?.cacertificates.certificate
  return useQuery({
    queryKey: ['ca-certificate-read', text],
    enabled: text !== undefined,
    staleTime: Infinity,
    retry: false,
    queryFn: async () => {
      const { readFiles } = await import('./pem/read.ts')
      const { certificates } = await readFiles([{ name: 'ca.pem', bytes: new TextEncoder().encode(text) }])
      const [first] = certificates
      if (first === undefined) throw new Error('CloudStack’s answer holds no certificate')
      return { ...first, count: certificates.length, text: text ?? '' }
    },
  })
}
