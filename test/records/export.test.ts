import t, { type Test } from 'tap'
import type { Lang } from '../../src/domain/vocabulary.ts'
import { digestOf, linkOf, type StepRecord } from '../../src/records/chain.ts'
import type { CaseExport } from '../../src/records/export.ts'
import { NoExport, readExport, verifyExport } from '../../src/records/verify-export.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import { AGENCY, caller, opening, rules, tell, Walk } from './story.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type Path = readonly (string | number)[]

/**
 * What the steps do not determine, and why somebody may have changed it unnoticed. By the first member of the export or of its record; whatever is
 * named here is tried as well, so that the list is no longer than it has to be.
 */
const ASIDE: Readonly<Record<string, string>> = {
  exportedAt: 'of the file and not of the case',
  readings: 'the texts of the product\'s own readings, added for who has nothing but the file: the codes that name them are in the steps',
  'record.retention': 'hangs on how long the operator keeps records',
  'record.reconsideration': 'hangs on the subject\'s other decisions',
  'record.deadlines': 'hangs on the day, on the rules and on the calendar',
  'record.nextSteps': 'hangs on the day and on the rules',
  'record.blocked': 'hangs on the day and on the rules',
  'record.outstanding': 'hangs on the rules'
}
/** The same before a decision, which keeps them. */
const UNDECIDED: Readonly<Record<string, string>> = {
  'record.classification': 'hangs on the day, on the rules and on the subject\'s other decisions',
  'record.sanctions': 'as the classification',
  'record.subsumed': 'as the classification',
  'record.history': 'hangs on the subject\'s other decisions'
}
/** Words beside a code, in the language that was asked for: the code is verified, and each version of the service may word it better. */
const WORDS = /^record\.(classification\..*\.title|sanctions\..*\.label|warnings\.\d+\.detail)$/

const nameOf = (path: Path): string => path.join('.')
function isAside (path: Path, decided: boolean): boolean {
  const lists = { ...ASIDE, ...decided ? {} : UNDECIDED }
  return nameOf(path.slice(0, 1)) in lists || nameOf(path.slice(0, 2)) in lists
}

/** What somebody might put in place of a value. */
function others (value: Json): Json[] {
  switch (typeof value) {
    case 'string': return [`${value}1`, value.slice(1), null].filter((other) => other !== value)
    case 'number': return [value + 1, String(value)]
    case 'boolean': return [!value]
  }
  if (value === null) return ['2026-01-01', {}]
  if (Array.isArray(value)) return [[...value, 'more'], ...value.length > 0 ? [value.slice(1)] : [], ...value.length > 1 ? [[...value].reverse()] : []]
  return [{ ...value, more: 1 }]
}

/** Every single change of a value, a member or an item, wherever in it: where, and the whole with it. */
function * changed (value: Json, path: Path = []): Generator<{ readonly path: Path, readonly whole: Json }> {
  for (const other of others(value)) yield { path, whole: other }
  if (typeof value !== 'object' || value === null) return
  for (const [name, one] of Object.entries(value)) {
    if (!Array.isArray(value)) yield { path: [...path, name], whole: Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)) }
    for (const { path: deeper, whole } of changed(one, [...path, name])) {
      yield { path: deeper, whole: Array.isArray(value) ? value.with(Number(name), whole) : { ...value, [name]: whole } }
    }
  }
}

/** As it is read from a file. @returns whether it is what was written */
function isValid (text: string, head?: string): boolean {
  try {
    return verifyExport(rules.book, readExport(text), head).valid
  } catch (error) {
    if (error instanceof NoExport) return false
    throw error
  }
}

/** Cases of every sort, on a store that is closed once they were exported. */
async function cases (): Promise<ReadonlyMap<string, Record<Lang, CaseExport>>> {
  const store = await openSqlite('file::memory:')
  const { records, raised, settled, barred, pending } = await tell(store)
  const other = (ref: string) => opening('2026-03-14', { subject: { ...AGENCY, ref } })
  const reviewed = async (ref: string, outcome: 'revoke' | 'vary'): Promise<string> => {
    const walk = await (await Walk.open(records, other(ref))).decide('2026-04-01')
    await walk.take({ type: 'request-review', on: '2026-04-02', grounds: '不服' })
    return (await walk.take({ type: 'decide-review', on: '2026-04-03', outcome, reasons: '重新认定', ...outcome === 'vary' ? { conducts: walk.view.conducts } : {} }, caller('zhao'))).id
  }
  const registered = await Walk.open(records, other('91450100MA5K000007'))
  const ids = { raised, settled, barred, pending, registered: registered.id, revoked: await reviewed('91450100MA5K000008', 'revoke'), varied: await reviewed('91450100MA5K000009', 'vary') }
  const all = new Map<string, Record<Lang, CaseExport>>()
  for (const [name, id] of Object.entries(ids)) all.set(name, { zh: await records.export(id, 'zh'), en: await records.export(id, 'en') })
  await store.close()
  return all
}

const exported = await cases()
const of = (name: string, lang: Lang = 'zh'): CaseExport => exported.get(name)![lang]
const copy = (one: CaseExport): CaseExport => structuredClone(one)

t.test('an export of any case in any language is verified by nothing but its text', async (t) => {
  for (const [name, byLang] of exported) {
    for (const lang of ['zh', 'en'] as const) {
      const one = byLang[lang]
      const { id, version, head } = one.record
      for (const text of [JSON.stringify(one), JSON.stringify(one, null, 2)]) {
        t.strictSame(verifyExport(rules.book, readExport(text)), { id, valid: true, steps: version, head }, `${name}, ${lang}`)
        t.strictSame(verifyExport(rules.book, readExport(text), head), { id, valid: true, steps: version, head, keptAt: version })
      }
    }
  }
})

/** Tries every change, and compares what was found with what has to be. */
function everyChange (t: Test, name: string, lang: Lang): void {
  const one = JSON.parse(JSON.stringify(of(name, lang))) as { [name: string]: Json }
  const decided = of(name, lang).record.decision !== null
  const [unnoticed, needless, tried] = [new Set<string>(), new Set<string>(), { found: 0, aside: 0 }]
  for (const { path, whole } of changed(one)) {
    // Nobody reads one member more of the file itself.
    if (path.length === 0) continue
    const [aside, valid] = [isAside(path, decided) || WORDS.test(nameOf(path)), isValid(JSON.stringify(whole))]
    tried[aside ? 'aside' : 'found'] += 1
    if (valid && !aside) unnoticed.add(nameOf(path))
    if (!valid && aside && !WORDS.test(nameOf(path))) needless.add(nameOf(path))
  }
  t.strictSame([...unnoticed], [], `${name}, ${lang}: every change but those listed is found (${tried.found})`)
  t.strictSame([...needless], [], `${name}, ${lang}: what is listed is not found (${tried.aside})`)
  t.ok(tried.found > 100 && tried.aside > 10)
}

t.test('any change of a value in an export is found, unless it is listed why not', async (t) => {
  for (const [name, lang] of [['raised', 'zh'], ['barred', 'en'], ['pending', 'en'], ['revoked', 'zh']] as const) everyChange(t, name, lang)
})

t.test('words beside a code may be in any language, but have to be words', async (t) => {
  const one = copy(of('raised'))
  const [sanction] = one.record.sanctions as { label: unknown }[]
  sanction!.label = 'other words'
  t.ok(isValid(JSON.stringify(one)), 'other words: not found, as listed')
  sanction!.label = 7
  t.notOk(isValid(JSON.stringify(one)))
  delete sanction!.label
  t.notOk(isValid(JSON.stringify(one)))
})

t.test('steps of an export that were removed, put in, exchanged or taken from another are found', async (t) => {
  const [one, other] = [of('raised'), of('settled')]
  const withSteps = (steps: readonly StepRecord[]): string => JSON.stringify({ ...one, steps })
  for (const index of one.steps.keys()) {
    const step = one.steps[index]!
    t.notOk(isValid(withSteps(one.steps.toSpliced(index, 1))), `without step ${index + 1}`)
    t.notOk(isValid(withSteps(one.steps.toSpliced(index, 0, step))), `with step ${index + 1} twice`)
    t.notOk(isValid(withSteps(one.steps.with(index, other.steps[Math.min(index, other.steps.length - 1)]!))), `with step ${index + 1} of another`)
    if (index > 0) t.notOk(isValid(withSteps(one.steps.with(index, one.steps[index - 1]!).with(index - 1, step))), `with steps ${index} and ${index + 1} exchanged`)
  }
  t.notOk(isValid(JSON.stringify({ ...one, record: other.record })), 'the record of another')
  t.notOk(isValid(withSteps([])))
})

/** The same case with other steps, its chain made anew and its record made to agree. */
function forged (one: CaseExport, change: (step: StepRecord) => void): CaseExport {
  const { record, steps, ...rest } = copy(one)
  let previousDigest: string | null = null
  for (const step of steps) {
    change(step)
    Object.assign(step, { previousDigest })
    Object.assign(step, { digest: digestOf(linkOf(step).content, 'sha256') })
    previousDigest = step.digest
  }
  return { ...rest, steps, record: { ...record, head: previousDigest ?? '' } }
}

t.test('a chain that was made anew shows against the head that somebody kept, and the record shows what its steps were made to say', async (t) => {
  const one = of('raised')
  const evidence = forged(one, ({ type, body }) => { if (type === 'add-evidence') Object.assign(body, { title: '另一份' }) })
  t.ok(isValid(JSON.stringify(evidence)), 'nothing else knows what the evidence was called')
  const { seq } = one.steps.find(({ type }) => type === 'add-evidence')!
  for (const step of one.steps) t.equal(isValid(JSON.stringify(evidence), step.digest), step.seq < seq, `against the digest of step ${step.seq}`)
  const reasons = forged(one, ({ type, body }) => { if (type === 'decide') Object.assign(body, { reasons: '另有理由' }) })
  t.match(verifyExport(rules.book, reasons), { valid: false, firstFault: { fault: 'projection-differs', detail: /decision/ } })
  const impossible = forged(one, (step) => { if (step.type === 'decide') Object.assign(step, { outcome: {} }) })
  t.match(verifyExport(rules.book, impossible), { valid: false, firstFault: { fault: 'projection-differs' } })
})

t.test('an end that was cut off shows against the head that somebody kept, and an earlier head is no fault', async (t) => {
  const { record: { id }, steps } = of('revoked')
  for (const [index, { digest }] of steps.entries()) t.match(verifyExport(rules.book, of('revoked'), digest), { valid: true, keptAt: index + 1 })
  const stranger = `sha256:${'0'.repeat(64)}`
  t.match(verifyExport(rules.book, of('revoked'), stranger), { id, valid: false, firstFault: { seq: steps.length, fault: 'head-differs' } })

  const store = await openSqlite('file::memory:')
  const { records, pending } = await tell(store)
  const earlier = await records.export(pending, 'zh')
  const { headers } = await records.takeStep(pending, '*', { type: 'add-evidence', kind: 'documentary', title: '复印件', obtainedOn: '2026-09-02' }, caller('li'))
  const later = await records.export(pending, 'zh')
  await store.close()
  t.ok(headers['etag']?.includes(later.record.head.slice(7, 23)))
  t.ok(isValid(JSON.stringify(earlier)), 'an earlier export is no less an export')
  t.notOk(isValid(JSON.stringify(earlier), later.record.head))
  t.match(verifyExport(rules.book, later, earlier.record.head), { valid: true, keptAt: 3 })
})

t.test('what is no export is said to be none', async (t) => {
  const one = JSON.stringify(of('raised'))
  const no = (text: string, reason: RegExp): void => { t.throws(() => readExport(text), { constructor: NoExport, message: reason }, text.slice(0, 40)) }
  for (const text of ['', 'case', one.slice(0, -1), `${one}{}`, '{"a":1e999}']) no(text, /^this is no JSON/)
  for (const text of ['null', '7', '[]', '{}', one.replace('evenhand-record/1', 'evenhand-record/2'), JSON.stringify({ ...of('raised'), steps: {} }), JSON.stringify({ ...of('raised'), record: { id: 7 } })]) no(text, /^this is no export of a case/)
  // Of two members with one name, each reader takes another.
  no(one.replace('"record":{', '"record":{"state":"archived",'), /two members of one name/)
  no(one.replace('"record":{', '"record":{"st\\u0061te":"archived",'), /two members of one name/)
})

t.test('steps of any form are a fault and no failure', async (t) => {
  const one = of('raised')
  for (const step of [null, 7, 'x', [], {}, { seq: 1 }, { ...one.steps[0], seq: '1' }, { ...one.steps[0], digest: null }]) {
    t.match(verifyExport(rules.book, readExport(JSON.stringify({ ...one, steps: [step, ...one.steps.slice(1)] }))), { valid: false, firstFault: { seq: 1, fault: 'content-altered' } }, JSON.stringify(step)?.slice(0, 30))
  }
  for (const record of [{ id: one.record.id }, { ...one.record, version: '10' }, { ...one.record, head: null }]) t.notOk(isValid(JSON.stringify({ ...one, record })))
  const bodies = [null, 7, [], {}]
  for (const body of bodies) t.notOk(isValid(JSON.stringify(forged(one, (step) => { if (step.type === 'register') Object.assign(step, { body }) }))))
})
