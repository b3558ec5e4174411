/** Agencies on record: each number once, each rating one case, whatever is interrupted; and nothing altered unnoticed. */
import t from 'tap'
import { join } from 'node:path'
import { Problem } from '../../src/plugins/problems.ts'
import { derivedId, isId } from '../../src/records/identity.ts'
import { Database } from '../../src/store/sqlite/drizzle.ts'
import { StaleSubject, type Store } from '../../src/store/store.ts'
import { openStore } from '../../src/store/open.ts'
import { depsFor } from '../deps.ts'
import { seal } from '../sealed.ts'
import { caller, filed, idOf, of, opening, recordsOn, register, rules, steps, take, TODAY } from './agency-office.ts'

const reasonOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.extra.reason ?? error.code
  }
}

t.test('a number is registered once, also when two register it at the same time', async (t) => {
  const { records } = await recordsOn(t)
  const both = await Promise.all([1, 2, 3].map(() => reasonOf(register(records))))
  t.strictSame(both.sort(), ['already-registered', 'already-registered', 'done'])
  t.equal(await reasonOf(register(records, { ref: opening.ref.toLowerCase() })), 'already-registered', 'in small letters, too')
  t.equal(await reasonOf(register(records, { ref: 'JG-2', refKind: 'other' })), 'done')
  const { items } = await records.agencies.list({}, { limit: 10 }, 'zh')
  t.strictSame(items.map(({ ref }) => ref), ['JG-2', opening.ref])
})

t.test('two services that register at once register once', async (t) => {
  const url = `file:${join(t.testdir({}), 'store.db')}`
  const [one, two] = [await recordsOn(t, { url }), await recordsOn(t, { url })]
  const both = await Promise.all([reasonOf(register(one.records)), reasonOf(register(two.records))])
  t.strictSame(both.sort(), ['already-registered', 'done'])
})

t.test('the same registration sent again with its key is answered as it was', async (t) => {
  const { records } = await recordsOn(t)
  const again = caller('wei', 'province', { idempotency: { key: 'k1', fingerprint: 'same' } })
  const [first, second] = [await records.agencies.registerAgency(opening, again), await records.agencies.registerAgency(opening, again)]
  t.equal(second.body, first.body)
  t.strictSame([first.replayed, second.replayed], [false, true])
})

t.test('an id that follows from another record is the same every time, another for another, and a UUIDv7 of its time', async (t) => {
  const at = '2026-11-21T12:00:00.123+08:00'
  const parent = '019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10'
  const id = derivedId(parent, 10, at)
  t.equal(id, derivedId(parent, 10, at))
  t.ok(isId(id))
  t.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/)
  t.equal(parseInt(id.replaceAll('-', '').slice(0, 12), 16), Date.parse(at))
  const others = [derivedId(parent, 11, at), derivedId(parent, '91450103MA0000001R', at), derivedId(id, 10, at), derivedId(parent, 1, at)]
  t.equal(new Set([id, ...others]).size, 5)
})

t.test('where several open the same case at once, encrypted, its next step is read with its own key', async (t) => {
  const { store } = await seal(await openStore('file::memory:'))
  t.teardown(() => store.close())
  const { records } = await depsFor({ rules, today: () => TODAY, store })
  const opening = { jurisdiction: '450103', occurredOn: '2026-09-15', subject: { type: 'agency', ref: 'JG-1', refKind: 'other', name: '某机构' }, source: 'other', conducts: [{ code: 'agency.fees' }] }
  for (let round = 0; round < 5; round++) {
    const id = derivedId('019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10', round, '2026-11-21T12:00:00.000+08:00')
    // Each goes on as soon as it has its answer, while the others are still being refused.
    await Promise.all([1, 2, 3].map(async (number) => {
      await records.openCaseAs(id, opening, caller(`officer-${number}`))
      await records.takeStep(id, '*', { type: 'add-evidence', kind: 'documentary', title: `证据${number}`, obtainedOn: '2026-09-16' }, caller()).catch((error: unknown) => { if (!(error instanceof Problem && error.code === 'stale-version')) throw error })
    }))
    t.match(await records.verification(id), { valid: true }, 'every step opens')
    t.ok((await records.steps(id)).items.length >= 2)
  }
})

/** A store that fails once, just as a case is to be opened; before it is written, or after. */
function failing (store: Store, when: 'before' | 'after'): Store {
  let fails = true
  return {
    ...store,
    async commit (unit) {
      if (!fails || unit.record.kind !== 'case') return await store.commit(unit)
      fails = false
      if (when === 'after') await store.commit(unit)
      throw new Error('gone')
    }
  }
}

for (const when of ['before', 'after'] as const) {
  t.test(`a rating that was interrupted ${when} its case was written is neither lost nor doubled`, async (t) => {
    const { records, store } = await recordsOn(t, { wrap: (one) => failing(one, when) })
    const id = await filed(records)
    const rating = { ...caller('li'), idempotency: { key: 'rating', fingerprint: 'same' } }
    await t.rejects(records.agencies.takeStep(id, '*', of('rate'), rating), { message: 'gone' })
    const { view: { ratings: [kept], version } } = await records.agencies.agency(id, undefined, 'zh')
    t.match(kept, { stars: 2, caseOpened: when === 'after' }, 'the rating is there')
    t.equal(version, 5)

    const again = await records.agencies.takeStep(id, '*', of('rate'), rating)
    t.equal(again.replayed, true, 'sent again it is answered as it was')
    const opened = await records.case(kept?.caseId ?? '', 'zh')
    t.match(opened.view, { state: 'registered', occurredOn: '2026-11-02', subject: { type: 'agency', ref: opening.ref }, conducts: [{ code: 'agency.star-rating', facts: { stars: 2 } }] })
    t.equal((await records.agencies.agency(id, undefined, 'zh')).view.ratings.length, 1)
    const seq = kept?.seq ?? 0
    const replies = await Promise.all([1, 2, 3].map((number) => records.agencies.openRatingCase(id, seq, caller(`officer-${number}`))))
    t.strictSame(new Set(replies.map(idOf)), new Set([kept?.caseId]))
    t.equal((await store.list({ subjectType: 'agency' }, { limit: 10 })).length, 1, 'there is one case')
    t.match(await records.agencies.verification(id), { valid: true, steps: 5 })
    t.match(await records.verification(kept?.caseId ?? ''), { valid: true, steps: 1 })
  })
}

t.test('whoever is left without the case asks for it, and all who ask at once get the same', async (t) => {
  let down = false
  const { records, store } = await recordsOn(t, { wrap: (one) => ({ ...one, async commit (unit) { if (down && unit.record.kind === 'case') throw new Error('gone'); await one.commit(unit) } }) })
  const id = await filed(records)
  down = true
  await t.rejects(records.agencies.takeStep(id, '*', of('rate'), caller()))
  down = false
  const { view: { ratings: [rating] } } = await records.agencies.agency(id, undefined, 'zh')
  t.equal(rating?.caseOpened, false)
  const replies = await Promise.all([1, 2, 3, 4].map((number) => records.agencies.openRatingCase(id, rating?.seq ?? 0, caller(`officer-${number}`))))
  t.strictSame(new Set(replies.map(idOf)), new Set([rating?.caseId]))
  t.equal((await store.list({ subjectType: 'agency' }, { limit: 10 })).length, 1)
  t.equal((await records.agencies.agency(id, undefined, 'zh')).view.ratings[0]?.caseOpened, true)
  for (const seq of [1, 4, 99]) t.equal(await reasonOf(records.agencies.openRatingCase(id, seq, caller())), 'not-found', 'no rating, no case')
})

t.test('three stars open no case', async (t) => {
  const { records, store } = await recordsOn(t)
  const id = await filed(records)
  await take(records, id, { ...of('rate'), stars: 3 })
  const { view: { ratings: [rating] } } = await records.agencies.agency(id, undefined, 'zh')
  t.match(rating, { result: 'qualified', caseId: null, caseOpened: false })
  t.strictSame(await store.list({ subjectType: 'agency' }, { limit: 10 }), [])
  t.equal(await reasonOf(records.agencies.openRatingCase(id, rating?.seq ?? 0, caller())), 'not-found')
})

t.test('a step is taken on the version that was seen', async (t) => {
  const { records } = await recordsOn(t)
  const { headers, body } = await records.agencies.registerAgency(opening, caller())
  const { id } = JSON.parse(body) as { id: string }
  t.equal(await reasonOf(records.agencies.takeStep(id, undefined, of('put-on-file'), caller())), 'if-match-required')
  await records.agencies.takeStep(id, headers.etag, of('put-on-file'), caller())
  t.equal(await reasonOf(records.agencies.takeStep(id, headers.etag, of('put-on-file'), caller())), 'stale-version')
  const { etag } = await records.agencies.agency(id, undefined, 'zh')
  const both = await Promise.all([1, 2].map(() => reasonOf(records.agencies.takeStep(id, etag, of('put-on-file'), caller()))))
  t.strictSame(both.sort(), ['done', 'stale-version'])
})

t.test('an application is judged again where a decision on the agency came meanwhile', async (t) => {
  let tries = 0
  const { records } = await recordsOn(t, { wrap: (one) => ({ ...one, async commit (unit) { if (unit.step.seq === 2 && ++tries === 1) throw new StaleSubject(); await one.commit(unit) } }) })
  const id = await register(records)
  await take(records, id, of('apply'))
  t.equal(tries, 2)
})

t.test('what a supervision says of cases is about cases of this agency', async (t) => {
  const { records } = await recordsOn(t)
  const id = await filed(records)
  const subject = { type: 'agency', ref: opening.ref, refKind: 'uscc', name: opening.name }
  const open = async (given: object) => idOf(await records.openCase({ jurisdiction: '450103', occurredOn: '2026-09-15', subject, source: 'inspection', conducts: [{ code: 'agency.fees' }], ...given }, caller()))
  const finding = (caseId: string) => ({ ...of('supervise'), findings: [{ what: '收费。', handling: 'case', caseId }] })
  await take(records, id, finding(await open({})))
  await take(records, id, finding(await open({ subject: { type: 'assessor', ref: 'KP-1', refKind: 'other', name: '陆示例' }, agencyRef: opening.ref, conducts: [{ code: 'assessor.tampering' }] })))
  for (const caseId of [await open({ subject: { ...subject, ref: 'JG-9' } }), '019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10']) t.equal(await reasonOf(records.agencies.takeStep(id, '*', finding(caseId), caller())), 'validation')
})

t.test('whatever is altered in an agency\'s steps, or beside them, is found', async (t) => {
  const path = join(t.testdir({}), 'store.db')
  const { records } = await recordsOn(t, { url: `file:${path}` })
  const id = await register(records)
  await take(records, id, ...steps)
  const database = new Database(path)
  t.teardown(() => database.close())
  const triggers = database.prepare('select name, sql from sqlite_schema where type = \'trigger\'').all() as { name: string, sql: string }[]
  const altering = async (text: string, back: string): Promise<string | undefined> => {
    for (const { name } of triggers) database.exec(`drop trigger ${name}`)
    t.equal(database.prepare(text).run().changes, 1, text)
    const { valid, firstFault } = await records.agencies.verification(id)
    t.equal(database.prepare(back).run().changes, 1)
    for (const { sql } of triggers) database.exec(sql)
    return valid ? undefined : firstFault?.fault
  }
  t.match(await records.agencies.verification(id), { valid: true, steps: 10 })
  const swap = (column: string, table: string, from: string, to: string, where: string) => altering(
    `update ${table} set ${column} = replace(${column}, '${from}', '${to}') where ${where}`, `update ${table} set ${column} = replace(${column}, '${to}', '${from}') where ${where}`)
  t.equal(await swap('content', 'steps', 'GX-2026-0117', 'GX-2026-0118', `record_id = '${id}' and seq = 4`), 'content-altered', 'one character of a step')
  t.equal(await swap('state', 'records', 'filed', 'registered', `id = '${id}'`), 'projection-differs')
  t.equal(await swap('due', 'records', '2029-05-21', '2039-05-21', `id = '${id}'`), 'projection-differs')
  t.equal(await swap('jurisdiction', 'records', '450103', '450105', `id = '${id}'`), 'projection-differs')
  t.match(await records.agencies.verification(id), { valid: true }, 'and everything is as it was')
})

t.test('a case is no agency, and an agency no case', async (t) => {
  const { records } = await recordsOn(t)
  const id = await register(records)
  await take(records, id, ...steps)
  const { view: { ratings: [rating] } } = await records.agencies.agency(id, undefined, 'zh')
  const caseId = rating?.caseId ?? ''
  for (const work of [records.agencies.verification(caseId), records.agencies.agency(caseId, undefined, 'zh'), records.agencies.steps(caseId), records.case(id, 'zh'), records.agencies.verification('x'), records.agencies.verification('019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10')]) t.equal(await reasonOf(work), 'not-found')
})

t.test('a case of a rating that has been erased is not opened again', async (t) => {
  let today = '2026-11-21'
  const store = await openStore('file::memory:')
  t.teardown(() => store.close())
  const { records } = await depsFor({ rules, today: () => today, store })
  const id = await filed(records)
  await take(records, id, of('rate'))
  const { view: { ratings: [rating] } } = await records.agencies.agency(id, undefined, 'zh')
  const caseId = rating?.caseId ?? ''
  for (const step of [{ type: 'accept' }, { type: 'dismiss', reasons: '复核后改评。' }, { type: 'archive', on: '2026-11-20' }] as const) await records.takeStep(caseId, '*', step, caller())
  today = '2031-11-22'
  await records.erase('case', caseId, caller())
  t.equal((await records.agencies.agency(id, undefined, 'zh')).view.ratings[0]?.caseOpened, true, 'it was opened')
  t.equal(await reasonOf(records.agencies.openRatingCase(id, rating?.seq ?? 0, caller())), 'not-found')
})
