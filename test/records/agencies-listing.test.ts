/** Lists and the directory: who is found by what, on which day; page by page; and of a generated lot of agencies exactly those on file. */
import t, { type Test } from 'tap'
import fc from 'fast-check'
import { agencyOn, isOnFile } from '../../src/domain/agency/status.ts'
import { addDays } from '../../src/domain/day.ts'
import type { Records } from '../../src/records/records.ts'
import { caller, filed, of, recordsOn, register, take, TODAY } from './agency-office.ts'

const elsewhere = { jurisdiction: '520102' }
const access = (region: string) => ({ region, pii: false })
const refs = ({ items }: { items: readonly { readonly ref: string }[] }): string[] => items.map(({ ref }) => ref)

/** An agency of Guizhou, where the authority says what it files. */
async function given (records: Records, ref: string, { from, until }: { from: string, until: string | null }, over: object = {}): Promise<string> {
  const id = await register(records, { ref, refKind: 'other', ...elsewhere, ...over })
  await take(records, id, { type: 'apply', track: 'level-recognition', kind: 'initial', on: from, occupations: [{ name: '焊工', levels: ['4'] }] }, { type: 'grant', on: from, receipt: `R-${ref}`, validity: { from, until } })
  return id
}

/** A decision of another authority on an agency, as it is recorded here. */
const decided = async (records: Records, ref: string, measure: string, from: string, more: object = {}): Promise<void> => {
  await records.recordPrior({ subject: { type: 'agency', ref, refKind: 'other', name: ref }, jurisdiction: '520102', decidedOn: from, authority: '示例局', measures: [{ measure, from }], document: '示例〔2026〕1号', ...more }, caller())
}

t.test('agencies are found by place, status, track, occupation and by what ends', async (t) => {
  const { records: { agencies }, records } = await recordsOn(t)
  await filed(records)
  await given(records, 'GY-1', { from: '2024-01-01', until: '2026-12-31' })
  await given(records, 'GY-2', { from: '2023-01-01', until: '2026-01-01' })
  await register(records, { ref: 'GY-3', refKind: 'other', ...elsewhere })
  const found = async (filter: object) => refs(await agencies.list(filter, { limit: 50 }, 'zh'))
  const nanning = '91450103MA0000001R'
  t.strictSame(await found({}), ['GY-3', 'GY-2', 'GY-1', nanning], 'the newest first')
  t.strictSame(await found({ jurisdiction: '450000' }), [nanning])
  t.strictSame(await found({ jurisdiction: '5201' }), ['GY-3', 'GY-2', 'GY-1'])
  t.strictSame(await found({ status: 'active' }), ['GY-1', nanning])
  t.strictSame(await found({ status: 'expired' }), ['GY-2'])
  t.strictSame(await found({ status: 'expired', on: '2026-01-01' }), [], 'on its last day it has not expired')
  t.strictSame(await found({ status: 'unfiled', on: '2023-06-01' }), ['GY-3', 'GY-1', nanning], 'as of another day')
  t.strictSame(await found({ track: 'level-recognition' }), ['GY-1', nanning])
  t.strictSame(await found({ track: 'skill-appraisal' }), [])
  t.strictSame(await found({ occupation: '6-18-02-04' }), [nanning])
  t.strictSame(await found({ occupation: '焊工' }), ['GY-1', nanning])
  t.strictSame(await found({ expiringBefore: '2026-12-31' }), [], 'one that ends on the day does not end before it')
  t.strictSame(await found({ expiringBefore: '2027-01-01' }), ['GY-1'])
  t.strictSame(await found({ expiringBefore: '2030-01-01' }), ['GY-1', nanning], 'what has ended is not about to end')
})

t.test('what was about to end on a past day is found though it has been renewed since', async (t) => {
  const { records: { agencies }, records } = await recordsOn(t)
  const id = await given(records, 'GY-1', { from: '2023-01-01', until: '2025-12-31' })
  await take(records, id, { type: 'apply', track: 'level-recognition', kind: 'renewal', on: '2025-12-01', occupations: [{ name: '焊工', levels: ['4'] }] }, { type: 'grant', on: '2025-12-20', receipt: 'R-2', validity: { from: '2026-01-01', until: '2028-12-31' } })
  const expiring = async (on: string, expiringBefore: string) => refs(await agencies.list({ on, expiringBefore }, { limit: 50 }, 'zh'))
  t.strictSame(await expiring('2025-12-19', '2026-01-01'), ['GY-1'])
  t.strictSame(await expiring('2025-12-20', '2026-01-01'), [], 'renewed on that day')
  t.strictSame(await expiring('2025-12-19', '2025-12-31'), [])
})

t.test('who should have rectified by a day and has not is found from the next day on', async (t) => {
  const { records: { agencies }, records } = await recordsOn(t)
  for (const ref of ['GY-1', 'GY-2', 'GY-3']) await given(records, ref, { from: '2024-01-01', until: null })
  await decided(records, 'GY-1', 'rectify', '2026-09-01', { rectifyBy: '2026-10-31' })
  await decided(records, 'GY-2', 'rectify', '2026-09-01', { rectifyBy: '2026-10-31', rectifiedOn: '2026-11-05' })
  const overdue = async (on: string) => refs(await agencies.list({ rectificationOverdue: true, on }, { limit: 50 }, 'zh'))
  t.strictSame(await overdue('2026-10-31'), [])
  t.strictSame(await overdue('2026-11-01'), ['GY-2', 'GY-1'])
  t.strictSame(await overdue('2026-11-04'), ['GY-2', 'GY-1'])
  t.strictSame(await overdue('2026-11-05'), ['GY-1'], 'rectified on that day')
  t.strictSame(await overdue('2026-08-31'), [], 'before there was a decision')
  t.strictSame(refs(await agencies.list({ rectificationOverdue: false, on: '2026-11-05' }, { limit: 50 }, 'zh')), ['GY-3', 'GY-2'])
  const { items: [first] } = await agencies.list({ rectificationOverdue: true }, { limit: 1 }, 'zh')
  t.strictSame(first?.overdue, ['2026-10-31'])
})

t.test('page by page nobody is left out and nobody comes twice', async (t) => {
  const { records: { agencies }, records } = await recordsOn(t)
  for (let number = 1; number <= 7; number++) await given(records, `GY-${number}`, { from: '2024-01-01', until: number % 2 === 0 ? '2025-01-01' : null })
  for (const limit of [1, 2, 3, 4, 50]) {
    const all: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await agencies.directory({}, { limit, ...cursor === undefined ? {} : { cursor } }, 'zh')
      t.ok(page.items.length <= limit)
      all.push(...refs(page))
      if (page.next === null) break
      cursor = page.next
    }
    t.strictSame(all, ['GY-7', 'GY-5', 'GY-3', 'GY-1'], `pages of ${limit}`)
  }
})

t.test('a list has the agencies of the caller\'s region, the directory everybody\'s', async (t) => {
  const { records: { agencies }, records } = await recordsOn(t)
  await filed(records)
  await given(records, 'GY-1', { from: '2024-01-01', until: null })
  t.strictSame(refs(await agencies.list({}, { limit: 50 }, 'zh', access('52'))), ['GY-1'])
  t.strictSame(refs(await agencies.list({ jurisdiction: '45' }, { limit: 50 }, 'zh', access('52'))), [])
  t.equal(refs(await agencies.directory({}, { limit: 50 }, 'zh')).length, 2)
  t.strictSame(refs(await agencies.directory({ jurisdiction: '52' }, { limit: 50 }, 'zh')), ['GY-1'])
})

t.test('the directory says what somebody is on file for, and nothing of suspensions, measures or people', async (t) => {
  const { records: { agencies }, records } = await recordsOn(t)
  const id = await filed(records)
  await take(records, id, of('put-on-file'))
  await decided(records, '91450103MA0000001R', 'suspend-evaluation', '2026-06-01')
  const { items: [entry] } = await agencies.directory({}, { limit: 50 }, 'zh')
  t.strictSame(Object.keys(entry ?? {}).sort(), ['agencyKind', 'basis', 'filings', 'jurisdiction', 'name', 'ref'])
  t.strictSame(Object.keys(entry?.filings[0] ?? {}).sort(), ['agencyCode', 'areas', 'from', 'label', 'occupations', 'receipt', 'sites', 'track', 'until'])
  t.match(entry, { basis: { provision: 'guangxi/main/part-1/item-2' }, filings: [{ receipt: 'GX-2026-0117', until: '2029-05-21' }] })
  t.notMatch(JSON.stringify(entry), /陆示例|KP-1|suspend/)
})

t.test('as of a past day the directory is what it was, terminations and names included', async (t) => {
  const { records: { agencies }, records } = await recordsOn(t)
  await given(records, 'GY-1', { from: '2024-01-01', until: null })
  await decided(records, 'GY-1', 'terminate-filing', '2026-03-10')
  const id = await given(records, 'GY-2', { from: '2024-01-01', until: null })
  await take(records, id, { type: 'apply', track: 'level-recognition', kind: 'change', on: '2026-04-01', occupations: [], name: '新名称' }, { type: 'grant', on: '2026-04-02', receipt: 'R' })
  const on = async (day: string) => (await agencies.directory({ on: day }, { limit: 50 }, 'zh')).items.map(({ ref, name }) => `${ref} ${name}`)
  const old = '南宁示例职业培训学校有限公司'
  t.strictSame(await on('2023-12-31'), [])
  t.strictSame(await on('2024-01-01'), [`GY-2 ${old}`, `GY-1 ${old}`])
  t.strictSame(await on('2026-03-09'), [`GY-2 ${old}`, `GY-1 ${old}`])
  t.strictSame(await on('2026-03-10'), [`GY-2 ${old}`])
  t.strictSame([await on('2026-04-01'), await on('2026-04-02')], [[`GY-2 ${old}`], ['GY-2 新名称']])
  t.strictSame(await on('2199-12-31'), ['GY-2 新名称'], 'a day to come is answered by what is known today')
})

const DAY_0 = '2026-01-01'
const day = fc.integer({ min: 0, max: 300 }).map((offset) => addDays(DAY_0, offset))
const measures = ['suspend-evaluation', 'rectify', 'terminate-filing', 'remove-from-directory', 'refuse-refiling', 'list-dishonest']

t.test('on any day the directory has exactly those whose status is one of being on file', async (t: Test) => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.record({ from: day, days: fc.integer({ min: -1, max: 250 }), measure: fc.option(fc.constantFrom(...measures)), decidedOn: day }), { minLength: 1, maxLength: 6 }),
    fc.array(day, { minLength: 1, maxLength: 6 }),
    async (agencies, days) => {
      const { records, store } = await recordsOn({ teardown: () => {} })
      for (const [index, { from, days: length, measure, decidedOn }] of agencies.entries()) {
        await given(records, `GY-${index}`, { from, until: length < 0 ? null : addDays(from, length) })
        if (measure !== null) await decided(records, `GY-${index}`, measure, decidedOn)
      }
      for (const on of [...days, TODAY]) {
        const expected: string[] = []
        for await (const { file, row } of records.agencies.register.all({})) {
          if (isOnFile(agencyOn(file, on, await store.standing([row.subjectKey], on)).status)) expected.push(file.opening.ref)
        }
        t.strictSame(refs(await records.agencies.directory({ on }, { limit: 50 }, 'zh')), expected)
        const { items } = await records.agencies.list({ on }, { limit: 50 }, 'zh')
        t.strictSame(items.filter(({ status }) => isOnFile(status)).map(({ ref }) => ref), expected, 'as the list says')
      }
      await store.close()
    }), { numRuns: 25 })
})
