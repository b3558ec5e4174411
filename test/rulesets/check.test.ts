import t, { type Test } from 'tap'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stringify as write } from 'yaml'
import { checkRules } from '../../src/rulesets/check/check.ts'
import { FaultyRules } from '../../src/rulesets/fault.ts'
import { loadRules, readRules } from '../../src/rulesets/load.ts'
import { readSource } from '../../src/rulesets/read.ts'
import { changed } from './small.ts'

/** Days are quoted: YAML takes a bare one for an instant. */
const stringify = (data: object): string => write(data, { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN' })

const shipped = (name: string): string => fileURLToPath(new URL(`../../src/rulesets/${name}`, import.meta.url))

t.test('the rules that come with the service have no fault', async (t) => {
  const { faults, combinations, coverage, overlaps } = checkRules(readRules())
  t.strictSame(faults, [])
  t.strictSame(coverage.rulesets, ['cn', 'guangxi', 'guizhou', 'minhang'])
  t.ok(combinations > 1000)
  t.match(overlaps.find(({ ruleset, conduct }) => ruleset === 'cn@2021-01-01' && conduct === 'agency.inactivity'), {
    provisions: ['cn/art-13/item-3', 'cn/art-14/item-7'], governing: ['cn/art-14/item-7'], notes: ['CN-5']
  }, 'the one overlap that a reading of its own explains')
})

t.test('the files that come with the service fit the schemas of their formats', async (t) => {
  for (const name of ['vocabulary.yaml', 'calendar.yaml', 'joining.yaml', 'cn.2021-01-01.yaml', 'guizhou.2021-01-01.yaml', 'minhang.2023-05-01.yaml', 'guangxi.2022-01-01.yaml']) {
    t.doesNotThrow(() => readSource(shipped(name)), name)
  }
})

t.test('a vocabulary with another shape does not fit', async (t) => {
  const text = readFileSync(shipped('vocabulary.yaml'), 'utf8')
  const directory = t.testdir({
    'type.yaml': text.replace('type: boolean', 'type: perhaps'),
    'section.yaml': text.replace('\nvias:', '\nroutes:'),
    'code.yaml': text.replace('candidate.copying:', 'candidate.Copying:'),
    'event.yaml': text.replace('evenhand.case.registered:', 'evenhand.case:'),
    'state.yaml': text.replace('closed: {open: false,', 'closed: {'),
    'rule.yaml': text.replace(/(not-heavier-than-notified:[^]*?) {4}about:[^]*/, '$1')
  })
  t.throws(() => readSource(`${directory}/type.yaml`), /^type\.yaml:\d+:\d+ \/facts\/refusedAfterReminder\/type: must be equal to constant$/m)
  t.throws(() => readSource(`${directory}/section.yaml`), /^section\.yaml:\d+:\d+: must NOT have additional properties: 'routes'/m)
  t.throws(() => readSource(`${directory}/code.yaml`), /\/conducts: must NOT have additional properties: 'candidate\.Copying'/)
  t.throws(() => readSource(`${directory}/event.yaml`), /\/eventTypes: must NOT have additional properties: 'evenhand\.case'/)
  t.throws(() => readSource(`${directory}/state.yaml`), /\/caseStates\/closed: must have required propert/)
  t.throws(() => readSource(`${directory}/rule.yaml`), /\/fairnessRules\/not-heavier-than-notified: must have required propert/)
})

const valley = {
  format: 'evenhand-ruleset/1',
  id: 'valley',
  version: '2025-01-01',
  title: { zh: '谷', en: 'Valley' },
  document: { title: '谷地规定', number: null, issuer: { zh: '谷', en: 'Valley' }, issuedOn: null },
  jurisdiction: '970000',
  inForce: { from: '2025-01-01' },
  fallback: 'cn',
  articles: [{
    path: 'art-1',
    cite: '第一条',
    title: { zh: '停评', en: 'Idle' },
    tier: 'general',
    imposedBy: 'city',
    measures: { must: ['interview'] },
    provisions: [{ path: 'art-1', cite: '第一条', title: { zh: '停评', en: 'Idle' }, conducts: [{ conduct: 'agency.inactivity', when: { inactiveMonths: { gte: 6 } } }] }]
  }],
  escalations: [],
  gaps: [{ conduct: 'agency.inactivity', when: { inactiveMonths: { lt: 6 } }, why: { zh: '短', en: 'Short' } }],
  notes: [],
  otherParts: [],
  procedures: []
}

/** The message with which a directory of these files is refused: for people, so never with a stack trace in it. */
function refusal (t: Test, files: Record<string, string | Buffer>): string {
  const directory = t.testdir(files)
  try {
    loadRules(directory)
  } catch (error) {
    if (!(error instanceof FaultyRules)) throw error
    t.notMatch(error.message, /^\s+at |node:|\.ts\b/m)
    t.notMatch(error.message, directory)
    return error.message
  }
  return 'nothing is wrong'
}

t.test('an operator\'s ruleset without fault is taken', async (t) => {
  const { book } = loadRules(t.testdir({ 'valley.yaml': stringify(valley), 'valley.json': JSON.stringify({ ...valley, version: '2026', inForce: { from: '2026-01-01' } }), 'README.md': '# not rules' }))
  t.equal(book.version('valley', '2025-12-31')?.version, '2025-01-01')
  t.equal(book.version('valley', '2026-01-01')?.version, '2026')
})

t.test('a fault of an operator\'s ruleset is told by file, line and place', async (t) => {
  const spoilt = changed(valley, { '/articles/0/provisions/0/conducts/0/conduct': 'agency.inactive', '/articles/0/imposedBy': 'mayor' })
  t.strictSame(refusal(t, { 'valley.yaml': stringify(spoilt) }).split('\n'), [
    "valley.yaml:25:16 /articles/0/imposedBy: the vocabulary has no actor 'mayor'",
    "valley.yaml:36:22 /articles/0/provisions/0/conducts/0/conduct: the vocabulary has no conduct 'agency.inactive'"
  ])
})

t.test('what only shows beside the rules that come with the service is told as well', async (t) => {
  t.match(refusal(t, { 'valley.yaml': stringify({ ...valley, gaps: undefined }) }), /^valley\.yaml:\d+:\d+ \/gaps: nothing applies to agency\.inactivity where \{ inactiveMonths: \{ lt: 6 \} \}, and no gap says so$/)
  t.equal(refusal(t, { 'valley.yaml': stringify({ ...valley, jurisdiction: '520000' }) }), "valley.yaml:14:15 /jurisdiction: the ruleset 'guizhou' is in force for the same region on the same day")
})

t.test('every fault of every file is told at once', async (t) => {
  const message = refusal(t, { 'a.yaml': 'format: [', 'b.yaml': stringify({ ...valley, fallback: 7 }), 'd.yaml': stringify({ ...valley, extra: true }), 'c.yaml': 'format: evenhand-minutes/1' })
  t.match(message, /^a\.yaml:\d+:\d+: not YAML/m)
  t.match(message, /^d\.yaml:1:1: must NOT have additional properties: 'extra'$/m)
  t.match(message, /^b\.yaml:\d+:11 \/fallback: must be string$/m)
  t.match(message, /^c\.yaml:1:9 \/format: the format is 'evenhand-minutes\/1', expected one of evenhand-ruleset\/1/m)
})

t.test('a slip of YAML is told with its line', async (t) => {
  t.match(refusal(t, { 'valley.yaml': stringify(valley).replace('fallback: \'cn\'', 'fallback: "cn') }), /^valley\.yaml:\d+:\d+: not YAML: /)
  t.match(refusal(t, { 'valley.yaml': stringify(valley).replace('fallback: \'cn\'', 'fallback: *cn') }), /^valley\.yaml:\d+:\d+: not YAML: /)
  t.match(refusal(t, { 'valley.yaml': `${stringify(valley)}fallback: cn\n` }), /^valley\.yaml:\d+:\d+: not YAML: /)
  t.match(refusal(t, { 'valley.json': '{ "format": ' }), /^valley\.json:\d+:\d+: not YAML: /)
})

t.test('a file that is no text, or no rules at all, is told', async (t) => {
  t.equal(refusal(t, { 'valley.yaml': Buffer.from([0x66, 0x6f, 0xff, 0xfe]) }), 'valley.yaml: the file is not UTF-8')
  t.match(refusal(t, { 'valley.yaml': '' }), /^valley\.yaml:1:1 \/format: the format is ''/)
  t.match(refusal(t, { 'valley.yaml': readFileSync(shipped('vocabulary.yaml')) }), /^valley\.yaml:3:9 \/format: a file of the format evenhand-vocabulary\/1 cannot be added from outside$/)
})

t.test('a directory that cannot be read is told', async (t) => {
  const missing = `${t.testdir({})}/nowhere`
  t.throws(() => loadRules(missing), new FaultyRules([{ file: missing, place: '', message: 'the directory cannot be read (ENOENT)' }]))
  t.throws(() => loadRules(t.testdir({ 'rules.yaml': {} })), { message: 'rules.yaml: the file cannot be read (EISDIR)' })
})

t.test('a version given twice is told', async (t) => {
  t.match(refusal(t, { 'a.yaml': stringify(valley), 'b.yaml': stringify(valley) }), /^a\.yaml:\d+:\d+ \/version: the version 2025-01-01 of valley is given twice$/m)
})

t.test('two provisions on one path are told', async (t) => {
  t.match(refusal(t, { 'valley.yaml': stringify(changed(valley, { '/articles/0/provisions/-': valley.articles[0]?.provisions[0] })) }), /^valley\.yaml:\d+:\d+ \/articles\/0\/provisions\/1: the path art-1 is given twice$/)
})

t.test('a first day that is none is told, also where another version follows', async (t) => {
  const versions = (first: string, second: string) => ({ 'a.yaml': stringify({ ...valley, inForce: { from: first } }), 'b.yaml': stringify({ ...valley, version: '2', inForce: { from: second } }) })
  t.equal(refusal(t, versions('2025-01-01', '2026-02-30')), 'b.yaml:16:9 /inForce/from: 2026-02-30 is no day of the calendar')
  t.match(refusal(t, versions('0000-01-01', '0001-01-01')), /^a\.yaml:16:9 \/inForce\/from: 0000-01-01 is no day of the calendar$/m)
})

t.test('an amendment of the national guideline is checked with everything that rests on it', async (t) => {
  const { data } = readSource(shipped('cn.2021-01-01.yaml')) as { data: any }
  const amended = changed(data, { '/version': '2027-01-01', '/inForce': { from: '2027-01-01' }, '/notes/0/about': ['validity'] })
  t.doesNotThrow(() => loadRules(t.testdir({ 'cn.2027-01-01.yaml': stringify(amended) })))
  const renumbered = JSON.parse(JSON.stringify(amended).replaceAll('art-15/para-2', 'art-15/para-3').replaceAll('第十五条第二款', '第十五条第三款'))
  t.strictSame(refusal(t, { 'cn.2027-01-01.yaml': stringify(renumbered) }).split('\n').map((line) => line.replace(/:\d+:\d+/, '')), [
    "cn.2027-01-01.yaml /notes/9/about/0: the note CN-10 is about 'besides', and there is no such thing here",
    'guangxi.2022-01-01.yaml /besides/0/provision: no fallback has a provision cn/art-15/para-2 (from 2027-01-01)',
    'guangxi.2022-01-01.yaml /procedures/0/steps/3/basis/0: there is no provision, article or other part cn/art-15/para-2 (from 2027-01-01)',
    'minhang.2023-05-01.yaml /besides/0/provision: no fallback has a provision cn/art-15/para-2 (from 2027-01-01)',
    'minhang.2023-05-01.yaml /procedures/0/steps/3/basis/11: there is no provision, article or other part cn/art-15/para-2 (from 2027-01-01)'
  ])
})
