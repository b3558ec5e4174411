/** Who asked for the records of persons. */
import { Type, type Static } from 'typebox'
import { closed, list, orNull, ref } from './common.ts'
import { Instant, RecordId } from './record-common.ts'

export const AuditEntry = Type.Object({
  position: Type.Integer({ description: 'the number of the entry: later ones have greater numbers' }),
  at: Instant,
  actor: Type.String({ description: 'who asked, as the token or the key says' }),
  level: Type.String({ description: 'at which level; empty for a portal' }),
  region: Type.String({ description: 'the region of whoever asked: leading digits, none for the whole country' }),
  operation: Type.String({ description: 'what was asked: the operationId' }),
  recordId: orNull(ref(RecordId)),
  subjects: Type.Integer({ description: 'how many subjects were asked about by name or number' }),
  requestId: Type.String({ description: 'the request, as in the header x-request-id and in the log' })
}, { ...closed, $id: 'AuditEntry', description: 'That somebody asked for the record of a person, or changed it. 查阅留痕。' })

export const AuditList = Type.Object({
  items: list(ref(AuditEntry)),
  next: Type.Optional(Type.Integer({ description: 'what to give as `before` for those that came earlier; absent on the last page' }))
}, { ...closed, $id: 'AuditList', description: 'Entries, newest first. 查阅留痕列表。' })
export type AuditList = Static<typeof AuditList>

export const auditShapes = [AuditEntry, AuditList]
