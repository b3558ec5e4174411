/** Units to be written in tests of the stores: what is not of account in a test is filled in. */
import { v7 } from 'uuid'
import type { DecisionRow, JudgedKind, KeptAnswer, NewEvent, RecordRow, StandingRow, Unit } from '../../src/store/store.ts'

export type Row = Omit<RecordRow, 'reconsider'>

/** The id of a record that is opened now, after all those before it; or at an instant (milliseconds since 1970). */
export const newId = (msecs?: number): string => msecs === undefined ? v7() : v7({ msecs })

/** A case after its first step. */
export function opened (over: Partial<Row> = {}): Row {
  return {
    kind: 'case',
    id: newId(),
    version: 1,
    head: 'sha256-head-1',
    state: 'opened',
    jurisdiction: '450103',
    subjectType: 'candidate',
    subjectKey: 'subject-1',
    conducts: ['candidate.copying'],
    tier: null,
    occurredOn: null,
    due: null,
    closedOn: null,
    barsUntil: null,
    ...over
  }
}

/** The same record one step later. */
export const next = (row: Row, over: Partial<Row> = {}): Row => ({ ...row, version: row.version + 1, head: `sha256-head-${row.version + 1}`, ...over })

/** The step that leads to a record as it stands, and nothing beside it unless it is said. */
export function unit (record: Row, over: Partial<Unit> = {}): Unit {
  return {
    expected: record.version - 1,
    step: { seq: record.version, content: `{"seq":${record.version}}`, digest: record.head },
    record,
    subject: null,
    standing: null,
    decision: undefined,
    counted: null,
    reconsider: [],
    events: [],
    answer: null,
    ...over
  }
}

export const standingRow = (over: Partial<StandingRow> = {}): StandingRow => ({ measure: 'ban', subjectKey: 'subject-1', from: '2026-03-01', to: '2027-02-28', interim: false, ...over })

export function decisionOf ({ id, kind }: Row, over: Partial<DecisionRow> = {}): DecisionRow {
  return {
    recordId: id,
    kind: kind as JudgedKind,
    decidedOn: '2026-02-20',
    servedOn: '2026-03-01',
    tier: 'serious',
    measures: ['ban', 'void-result'],
    rectifyBy: '2026-06-30',
    rectifiedOn: '2026-05-01',
    underReview: true,
    ...over
  }
}

export const eventOf = ({ id }: Row, over: Partial<NewEvent> = {}): NewEvent => ({ type: 'case.opened', recordId: id, time: '2026-03-01T08:00:00.000Z', data: '{}', ...over })

export const answerTo = (key: string, over: Partial<KeptAnswer> = {}): KeptAnswer => ({ key, fingerprint: `asked-${key}`, status: 201, headers: '{}', body: '{}', at: 1_772_323_200_000, ...over })
