/** What contradicts itself in an evaluation record. */
import t from 'tap'
import { caseOf } from '../../../src/domain/leads/lead.ts'
import { contradictions, type EvaluationRow } from '../../../src/domain/leads/row.ts'

const row: EvaluationRow = { candidate: 'C', agency: 'A', occupation: '电工', site: '450103', date: '2026-03-14' }
const places = (more: Partial<EvaluationRow>, period: { from: string, to: string } | null = null): string[] => contradictions({ ...row, ...more }, '2026-03-14', period).map(({ pointer }) => pointer)

t.test('an evaluation that was is not in the future', async (t) => {
  t.strictSame(places({}), [])
  t.strictSame(places({ date: '2026-03-15' }), ['/date'])
})

t.test('it lies in the period that is covered, first and last day included', async (t) => {
  const period = { from: '2026-03-01', to: '2026-03-10' }
  t.strictSame(['2026-02-28', '2026-03-01', '2026-03-10', '2026-03-11'].map((date) => places({ date }, period).length), [1, 0, 0, 1])
})

t.test('it ends after it began, as far as both are known', async (t) => {
  t.strictSame(places({ from: '09:00', to: '09:01' }), [])
  t.strictSame(places({ from: '09:00', to: '09:00' }), ['/to'])
  t.strictSame(places({ to: '09:00' }), [])
})

t.test('consent follows a report', async (t) => {
  t.strictSame(places({ consentedOn: '2026-03-01' }), ['/reportedOn'])
  t.strictSame(places({ consentedOn: '2026-03-01', reportedOn: '2026-03-01' }), [])
  t.strictSame(places({ reportedOn: '2026-03-01' }), [])
})

t.test('a case names the evaluation by its day, place and occupation, however long they are', async (t) => {
  const held = { occupation: '工'.repeat(200), level: '三级', place: '450103', siteId: 'A1', heldOn: '2026-03-14' }
  const { session } = caseOf('agency.out-of-scope', {}, { ref: 'A', refKind: 'other', name: 'A' }, { jurisdiction: '450103', occurredOn: '2026-03-14' }, ['一', '二'], held)
  t.match(session, { id: /^2026-03-14 450103 A1 三级 工+$/, site: 'A1', level: '三级' })
  t.equal([...session?.id ?? ''].length, 200)
  t.notOk('session' in caseOf('agency.inactivity', {}, { ref: 'A', refKind: 'other', name: 'A' }, { jurisdiction: '450103', occurredOn: '2026-03-14' }, []))
})
