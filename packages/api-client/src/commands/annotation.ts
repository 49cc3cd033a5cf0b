import * as z from 'zod'
import { act, flag, id, list, paging, success, text } from '../define.ts'

/** A comment on an object. Recorded: `listAnnotations`, `addAnnotation`. */
export const annotation = z.looseObject({
  id: z.string(),
  /** VR for a router, SYSTEM_VM for a console proxy or secondary storage VM, VM for an instance, … */
  entitytype: z.string(),
  entityid: z.string(),
  entityname: z.string().optional(),
  annotation: z.string(),
  userid: z.string().optional(),
  username: z.string().optional(),
  adminsonly: z.boolean().optional(),
  created: z.string().optional(),
})
export type Annotation = z.output<typeof annotation>

export const annotationCommands = {
  listAnnotations: list('annotation', annotation, {
    id: id.optional(),
    entitytype: text.optional(),
    entityid: text.optional(),
    /** self or all. */
    annotationfilter: text.optional(),
    userid: text.optional(),
    ...paging,
  }),
  addAnnotation: act(z.looseObject({ annotation }), {
    entitytype: text,
    entityid: id,
    annotation: text.min(1),
    adminsonly: flag.optional(),
  }),
  removeAnnotation: act(success, { id }),
} as const
