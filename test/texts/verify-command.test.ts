import t from 'tap'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RulesetDocument } from '../../src/rulesets/format.ts'
import { kites, textOf } from './made-up/rulesets.ts'

const command = fileURLToPath(new URL('../../src/cli/rulesets-verify.ts', import.meta.url))

function run (...given: string[]): { status: number | null, out: string, err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...given], { encoding: 'utf8' })
  return { status, out: stdout, err: stderr }
}

const document: RulesetDocument = {
  format: 'evenhand-ruleset/1',
  ...kites,
  riders: kites.riders ?? [],
  source: 'articles.txt',
  title: { zh: '纸鸢规则', en: 'kites' },
  document: { title: '纸鸢规则', number: null, issuer: { zh: '协会', en: 'association' }, issuedOn: null },
  jurisdiction: '999900',
  inForce: { from: '2031-05-06' },
  fallback: 'cn',
  escalations: [],
  procedures: []
}

t.test('help says what is proved and how', async t => {
  const { status, out } = run('--help')
  t.equal(status, 0)
  t.match(out, /rulesets:verify -- DIR/)
})

t.test('without a directory, or with an unknown option, the usage is told and nothing proved', async t => {
  t.match(run(), { status: 2, out: '', err: /rulesets:verify -- DIR/ })
  t.match(run('--fast', '.'), { status: 2, out: '', err: /--fast/ })
})

t.test('texts that are not there are named, each with its ruleset, and nothing counts as proved', async t => {
  const { status, out, err } = run(t.testdir({}))
  t.equal(status, 1)
  t.equal(err, '')
  for (const ruleset of ['cn', 'guangxi', 'guizhou', 'minhang']) t.match(out, new RegExp(`\\n?${ruleset}@[\\d-]+: not verified\\n.*\\.txt: the official text of ${ruleset}@[\\d-]+ is not there`))
  t.match(out, /4 of 4 rulesets do not agree with their texts\.\n$/)
})

t.test("an operator's own ruleset is proved too, and its parts are listed by kind and number", async t => {
  const texts = t.testdir({ 'articles.txt': textOf(kites), rules: { 'kites.json': JSON.stringify(document) } })
  t.match(run(texts, `${texts}/rules`).out, 'kites@2031-05-06 against articles.txt (articles)\n  covered: 7 places by 7 provisions and riders\n  listed as no misconduct: 5\n' +
    '    final: 第七条\n    procedure: 第五条第二款、第六条\n    purpose: 第一条\n    scope: 第二条\n  covered in full\n')
})

t.test('what does not agree is told by place', async t => {
  const texts = t.testdir({ 'articles.txt': textOf(kites).replace('（一）带着', '（九）带着'), rules: { 'kites.json': JSON.stringify(document) } })
  const { status, out } = run(texts, `${texts}/rules`)
  t.equal(status, 1)
  t.match(out, '  misconduct that no provision encodes, or filing that no rule renders:\n    第三条第（九）项: no provision encodes it (带着成品入场，劝说后仍不收起的；)\n' +
    '  cited, but not in the text:\n    第三条第（一）项: kites/art-3/item-1 cites it, but the text does not have it\n')
})

t.test('a ruleset without a source is named as such and skipped', async t => {
  const { source, ...unsourced } = document
  t.equal(source, 'articles.txt')
  const rules = t.testdir({ 'kites.json': JSON.stringify(unsourced) })
  const { out } = run(rules, rules)
  t.match(out, 'kites@2031-05-06: no source is named, skipped\n')
  t.match(out, /4 of 5 rulesets/)
})

t.test('a faulty directory of own rulesets is told in lines', async t => {
  const { status, err } = run('.', t.testdir({ 'kites.json': '{' }))
  t.equal(status, 1)
  t.match(err, /^kites\.json:\d+:\d+: not YAML/)
  t.notMatch(err, /\n\s+at /)
})
