/** Lists: every filter with what it leaves out, pages while cases are still coming in, the search by subject. */
import type { Test } from 'tap'
import type { Opening } from '../../src/domain/record/step.ts'
import { about, at, party, say } from './desks.ts'
import type { Dossier, Office } from './office.ts'
import { opened, type Fresh } from './opened.ts'
import type { CaseList } from './shapes.ts'

const MINUTE = 60_000
const { wei } = at('county')
const idsOf = ({ items }: CaseList): string[] => items.map(({ id }) => id)

async function filters (t: Test, fresh: Fresh): Promise<void> {
  const { office, clock } = await opened(t, fresh, '2026-06-01')
  const cases: Record<string, Dossier> = {}
  const open = async (name: string, opening: Opening): Promise<Dossier> => (cases[name] = await office.open(opening, wei))
  await open('nanning', about('guangxi', [{ code: 'agency.fees' }]))
  clock.turnTo('2026-06-02')
  const liuzhou = await open('liuzhou', about('guangxi', [{ code: 'agency.guaranteed-pass-advertising' }, { code: 'agency.fees' }], { jurisdiction: '450203' }))
  await liuzhou.take(say.accept, wei)
  await liuzhou.take(say.establish('2026-05-20', liuzhou.view.conducts), wei)
  await liuzhou.take(say.notify('2026-06-01', { statementDueOn: '2026-06-20' }), wei)
  // The first and the last minute of 3 June in China are 2 and 3 June elsewhere.
  clock.turnTo('2026-06-03', MINUTE)
  await open('guiyang', about('guizhou', [{ code: 'candidate.copying' }]))
  clock.turnTo('2026-06-03', 24 * 60 * MINUTE - MINUTE)
  await open('beijing', about('cn', [{ code: 'assessor.scoring' }]))
  clock.turnTo('2026-06-04', MINUTE)
  await open('minhang', about('minhang', [{ code: 'agency.lending-qualification', facts: { socialImpact: 'serious' } }]))

  const newestFirst = ['minhang', 'beijing', 'guiyang', 'liuzhou', 'nanning']
  const nameOf = (id: string): string => Object.keys(cases).find((name) => cases[name]?.id === id) ?? id
  const expected: [Record<string, string>, readonly string[]][] = [
    [{}, newestFirst],
    [{ jurisdiction: '45' }, ['liuzhou', 'nanning']], [{ jurisdiction: '450000' }, ['liuzhou', 'nanning']], [{ jurisdiction: '4501' }, ['nanning']], [{ jurisdiction: '450203' }, ['liuzhou']],
    [{ jurisdiction: '000000' }, newestFirst], [{ jurisdiction: '46' }, []],
    [{ state: 'registered' }, ['minhang', 'beijing', 'guiyang', 'nanning']], [{ state: 'notified' }, ['liuzhou']], [{ state: 'investigating' }, []],
    [{ subjectType: 'agency' }, ['minhang', 'liuzhou', 'nanning']], [{ subjectType: 'candidate' }, ['guiyang']], [{ subjectType: 'quality-supervisor' }, []],
    [{ tier: 'general' }, ['nanning']], [{ tier: 'serious' }, ['liuzhou']], [{ tier: 'grave' }, ['minhang']],
    [{ conduct: 'agency.fees' }, ['liuzhou', 'nanning']], [{ conduct: 'agency.guaranteed-pass-advertising' }, ['liuzhou']], [{ conduct: 'candidate.collusion' }, []],
    [{ openedFrom: '2026-06-03' }, ['minhang', 'beijing', 'guiyang']], [{ openedFrom: '2026-06-04' }, ['minhang']],
    [{ openedTo: '2026-06-03' }, ['beijing', 'guiyang', 'liuzhou', 'nanning']], [{ openedTo: '2026-06-02' }, ['liuzhou', 'nanning']], [{ openedFrom: '2026-06-03', openedTo: '2026-06-03' }, ['beijing', 'guiyang']],
    [{ dueBefore: '2026-06-21' }, ['liuzhou']], [{ dueBefore: '2026-06-20' }, []],
    [{ reconsider: 'false' }, newestFirst], [{ reconsider: 'true' }, []],
    [{ jurisdiction: '45', tier: 'serious', conduct: 'agency.fees', dueBefore: '2026-07-01' }, ['liuzhou']], [{ jurisdiction: '4501', tier: 'serious' }, []]
  ]
  for (const [filter, names] of expected) {
    const query = new URLSearchParams(filter)
    t.strictSame(idsOf(await office.get<CaseList>(`/v1/cases?${query}`)).map(nameOf), names, `listed: ${query}`)
    const body = Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, name === 'reconsider' ? value === 'true' : value]))
    t.strictSame(idsOf(await office.post<CaseList>('/v1/cases/search', body)).map(nameOf), names, `searched: ${query}`)
  }
  await liuzhou.take(say.hear('2026-06-02'), party)
  t.strictSame(idsOf(await office.get<CaseList>('/v1/cases?dueBefore=2026-07-01')), [], 'once the party was heard nothing is due')
  t.match((await office.get<CaseList>('/v1/cases?jurisdiction=4502')).items, [{ id: liuzhou.id, version: 5, state: 'notified', jurisdiction: '450203', subjectType: 'agency', occurredOn: '2026-03-14', openedAt: /^2026-06-02T12:00:00/, conducts: ['agency.guaranteed-pass-advertising', 'agency.fees'], tier: 'serious', due: null, reconsider: false }])
  for (const query of ['tier=light', 'jurisdiction=4', 'limit=0', 'limit=201', 'cursor=x', 'openedFrom=2026-02-30', 'subject=11010519491231002X']) {
    t.match(await office.ask('GET', `/v1/cases?${query}`), { statusCode: 400, body: { code: 'validation' } }, `${query} is refused`)
  }

  const { subject } = cases.liuzhou?.view ?? { subject: { type: '', ref: '' } }
  const found = async (type: string, ref: string): Promise<string[]> => idsOf(await office.post<CaseList>('/v1/cases/search', { subject: { type, ref } })).map(nameOf)
  t.strictSame(await found(subject.type, subject.ref), ['liuzhou'])
  t.strictSame(await found(subject.type, subject.ref.toLowerCase()), ['liuzhou'], 'a credit code is the same in small letters')
  t.strictSame(await found('candidate', subject.ref), [], 'and another subject under another type')
}

/** The next page of a list, as its Link header has it. */
async function following (t: Test, office: Office, url: string): Promise<{ ids: string[], next: string | null }> {
  const { body, headers } = await office.ask<CaseList>('GET', url)
  const [, next = null] = /^<([^>]+)>; rel="next"$/.exec(String(headers.link ?? '')) ?? []
  t.equal(next === null, body.next === undefined, 'the body and the header agree on whether there is more')
  if (next !== null) t.equal(new URL(next, 'http://localhost').searchParams.get('cursor'), body.next)
  return { ids: idsOf(body), next }
}

async function pages (t: Test, fresh: Fresh): Promise<void> {
  const { office } = await opened(t, fresh)
  const open = async (place: 'guangxi' | 'cn'): Promise<string> => (await office.open(about(place, [{ code: 'agency.fees' }]), wei)).id
  const there: string[] = []
  for (let count = 0; count < 7; count++) {
    there.unshift(await open('guangxi'))
    await open('cn')
  }
  const read: string[][] = []
  for (let next: string | null = '/v1/cases?jurisdiction=45&conduct=agency.fees&limit=3'; next !== null;) {
    const page = await following(t, office, next)
    read.push(page.ids)
    next = page.next
    const late = await open('guangxi')
    t.notOk(read.flat().includes(late), 'what comes in meanwhile is on no later page')
  }
  t.strictSame(read, [there.slice(0, 3), there.slice(3, 6), there.slice(6)], 'each case once, the newest first, under the same filters on every page')
  const exact = await following(t, office, `/v1/cases?jurisdiction=45&limit=${there.length + read.length}`)
  t.strictSame([exact.ids.length, exact.next], [10, null], 'a page that holds all is the last')
  const { items, next } = await office.post<CaseList>('/v1/cases/search', { jurisdiction: '45', limit: 4 })
  const rest = await office.post<CaseList>('/v1/cases/search', { jurisdiction: '45', limit: 200, cursor: next })
  t.strictSame([...items, ...rest.items].map(({ id }) => id), exact.ids, 'a search goes on by its cursor')
}

export async function lists (t: Test, fresh: Fresh): Promise<void> {
  await t.test('every filter takes what fits and leaves what does not', (t) => filters(t, fresh))
  await t.test('pages follow each other by their links while cases come in', (t) => pages(t, fresh))
}
