/** What changed, told as CloudEvents 1.0. */
import { Type, type Static } from 'typebox'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { closed, codes, list, ref } from './common.ts'
import { Instant, only, RecordId } from './record-common.ts'

export const CloudEvent = Type.Object({
  specversion: only('1.0'),
  id: Type.String({ description: 'a number: those of later events are greater, and none is left out' }),
  source: Type.String({ description: 'this address' }),
  type: codes(vocabulary.eventTypes),
  subject: ref(RecordId),
  time: Instant,
  datacontenttype: only('application/json'),
  data: Type.Unsafe<object>({ type: 'object', additionalProperties: true, description: 'the record and what became of it; nothing of a person' })
}, { ...closed, $id: 'CloudEvent', description: 'A change of a record; `subject` is its id. 事件。' })
export type CloudEvent = Static<typeof CloudEvent>

export const EventList = Type.Object({
  items: list(ref(CloudEvent)),
  next: Type.String({ description: 'what to give as `after` next, whether or not there was anything' })
}, { ...closed, $id: 'EventList', description: 'Events in their order. 事件列表。' })

export const eventShapes = [CloudEvent, EventList]
