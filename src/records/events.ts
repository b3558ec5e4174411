/** What is told of a change, as CloudEvents 1.0. No personal data: whoever may know more asks for the record. */
import type { NewEvent, RecordRow, StoredEvent } from '../store/store.ts'

type Row = Pick<RecordRow, 'id' | 'kind' | 'version' | 'head' | 'state' | 'jurisdiction' | 'subjectType'>

/** A step was added to a record, its first one included. */
export function stepEvent (row: Row, step: string, time: string): NewEvent {
  const { id, kind, version, head, state, jurisdiction, subjectType } = row
  const what = kind === 'case' ? (version === 1 ? 'case.registered' : 'case.step-added') : (version === 1 ? 'prior-decision.recorded' : 'prior-decision.withdrawn')
  return { type: `evenhand.${what}`, recordId: id, time, data: JSON.stringify({ recordId: id, kind, step, seq: version, state, head, jurisdiction, subjectType }) }
}

/** A case has to be reconsidered because of a change in another record, or no longer. */
export const reconsiderEvent = (id: string, is: boolean, because: string, time: string): NewEvent =>
  ({ type: `evenhand.case.reconsideration-${is ? 'due' : 'settled'}`, recordId: id, time, data: JSON.stringify({ recordId: id, kind: 'case', because }) })

/** Whether an event is no step's own: it is told right after that of the step, of whatever record, that it came from. */
export const isReconsideration = ({ type }: NewEvent): boolean => type.startsWith('evenhand.case.reconsideration-')

/** A record was erased. Its last event. */
export const erasedEvent = ({ id, kind, version, head }: Row, time: string): NewEvent =>
  ({ type: `evenhand.${kind}.erased`, recordId: id, time, data: JSON.stringify({ recordId: id, kind, seq: version, head }) })

export const isErasure = ({ type }: NewEvent): boolean => type === 'evenhand.case.erased' || type === 'evenhand.prior-decision.erased'

export interface CloudEvent {
  specversion: '1.0'
  id: string
  source: string
  type: string
  subject: string
  time: string
  datacontenttype: 'application/json'
  data: Record<string, unknown>
}

export const cloudEvent = ({ position, type, recordId, time, data }: StoredEvent): CloudEvent =>
  ({ specversion: '1.0', id: String(position), source: '/v1/events', type, subject: recordId, time, datacontenttype: 'application/json', data: JSON.parse(data) as Record<string, unknown> })
