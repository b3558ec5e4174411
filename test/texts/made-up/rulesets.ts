/** Rulesets for the made-up texts beside this file. Only what is held against a text matters; the rest is filled in. */
import { readFileSync } from 'node:fs'
import type { CitingRuleset } from '../../../src/texts/cited.ts'
import { parseText } from '../../../src/texts/parse.ts'
import { tierWords } from '../../../src/texts/row-tiers.ts'
import { faultsOf, verify, type Report } from '../../../src/texts/verify.ts'

type Article = CitingRuleset['articles'][number]
type Provision = Article['provisions'][number]

const title = { zh: '虚构', en: 'made up' }
const conducts = [{ conduct: 'agency.other-serious-impact' }]

export const provision = (path: string, cite: string, more: Partial<Provision> = {}): Provision => ({ path, cite, title, conducts, ...more })
export const article = (path: string, cite: string, provisions: Provision[], more: Partial<Article> = {}): Article => ({ path, cite, title, provisions, ...more })
export const other = (path: string, cite: string, kind = 'procedure') => ({ path, cite, title, kind })

export const note = (id: string, ...about: string[]): CitingRuleset['notes'][number] => ({ id, question: title, reading: title, ...about.length > 0 ? { about } : {} })

export const kites: CitingRuleset = {
  id: 'kites',
  version: '2031-05-06',
  source: 'articles.txt',
  articles: [
    article('art-3', '第三条', [
      provision('art-3/item-1', '第三条第（一）项'),
      provision('art-3/item-2', '第三条第（二）项'),
      provision('art-3/item-3', '第三条第（三）项')
    ]),
    article('art-4', '第四条', [provision('art-4/para-1', '第四条第一款')]),
    article('art-5', '第五条', [
      provision('art-5/item-1', '第五条第（一）项'),
      // The same list, cited with the paragraph that opens it.
      provision('art-5/item-2', '第五条第一款第（二）项')
    ], { measures: { must: [{ measure: 'suspend-evaluation', cite: '第六条' }] } })
  ],
  riders: [{ path: 'art-4/para-2', cite: '第四条第二款', title, on: 'candidate', imposedBy: 'agency', measures: { must: ['handle-certificates'] } }],
  notes: [],
  otherParts: [
    other('art-1', '第一条', 'purpose'), other('art-2', '第二条', 'scope'), other('art-5/para-2', '第五条第二款'), other('art-6', '第六条'), other('art-7', '第七条', 'final')
  ]
}

export const stations: CitingRuleset = {
  id: 'stations',
  version: '2032-01-01',
  source: 'table.txt',
  articles: [
    article('row-1', '附件第1行', [
      // Each item has the one tier on its line: a reading, so the provisions name it.
      provision('row-1/item-1/general', '附件第1行第1项', { tier: 'general', notes: ['ST-1'] }),
      provision('row-1/item-2/serious', '附件第1行第2项', { tier: 'serious', notes: ['ST-1'] })
    ]),
    article('row-2', '附件第2行', [1, 2, 3].flatMap((item) => ['general', 'serious'].map((tier) => provision(`row-2/item-${item}/${tier}`, `附件第2行第${item}项`, { tier })))),
    article('row-3', '附件第3行', [provision('row-3/grave', '附件第3行')], { tier: 'grave' })
  ],
  notes: [note('ST-1')],
  otherParts: [other('plan/opening', '正文首段', 'purpose'), other('plan/part-1', '第一部分', 'authority'), other('plan/part-2/para-1', '第二部分第一段'), other('plan/part-2/para-2', '第二部分第二段')]
}

export const registry: CitingRuleset = {
  id: 'registry',
  version: '2033-01-01',
  source: 'annexes.txt',
  articles: [
    article('annex-2/slight', '附件2第一部分第（一）项', [1, 2].map((point) => provision(`annex-2/slight/point-${point}`, `附件2第一部分第（一）项第${point}目`))),
    article('annex-2/heavy', '附件2第一部分第（二）项', [1, 2, 3].map((point) => provision(`annex-2/heavy/point-${point}`, `附件2第一部分第（二）项第${point}目`)))
  ],
  notes: [],
  otherParts: [
    other('main/opening', '正文首段', 'purpose'),
    ...['一', '二'].flatMap((part) => ['一', '二'].map((item) => other(`main/${part}/${item}`, `第${part}部分第（${item}）项`, 'authority'))),
    other('main/closing', '正文末段', 'final'),
    ...['一', '二'].flatMap((part) => ['一', '二'].map((item) => other(`annex-1/${part}/${item}`, `附件1第${part}部分第（${item}）项`, 'filing'))),
    other('annex-2/part-2/para-1', '附件2第二部分第一段'),
    other('annex-2/part-2/para-2', '附件2第二部分第二段'),
    other('annex-3', '附件3', 'filing')
  ]
}

type Filing = NonNullable<NonNullable<CitingRuleset['agencies']>['filing']>
type Track = Filing['tracks'][number]

const IN_PART_1 = '附件1第一部分第（'
const IN_PART_2 = '附件1第二部分第（'
const DETAIL = `${IN_PART_2}一）项第1目第（`

/** How stations are registered: the rules on annex 1 of the same text. */
export const registering: Track = {
  track: 'skill-appraisal',
  title,
  path: 'annex-1',
  cite: '附件1',
  kinds: ['initial', 'change'],
  conditions: [
    { id: 'yard', title, path: 'annex-1/一/一', cite: `${IN_PART_1}一）项`, requires: { fixedOffice: true } },
    { id: 'masters', title, path: 'annex-1/一/二', cite: `${IN_PART_1}二）项`, requires: { assessors: { gte: 3 } }, each: 'occupation' }
  ],
  exclusions: [1, 2].map((point) => ({ id: `not-${point}`, title, path: `annex-1/一/二/point-${point}`, cite: `${IN_PART_1}二）项第${point}目`, applies: { badRecords: true } })),
  occupations: [{ id: 'any', title, path: 'annex-1/一/一', cite: `${IN_PART_1}一）项`, requires: { skillType: true } }],
  materials: [
    { material: 'application-form', path: 'annex-1/二/一/1/1', cite: `${DETAIL}1）小目` },
    { material: 'work-plan', path: 'annex-1/二/一/1/2', cite: `${DETAIL}2）小目` },
    { material: 'change-letter', path: 'annex-1/二/一/2', cite: `${IN_PART_2}一）项第2目` }
  ],
  routes: [{ id: 'all', title, accepts: 'city', each: 'occupation', path: 'annex-1/一/一', cite: `${IN_PART_1}一）项` }],
  steps: [{ step: 'file', date: 'filed', path: 'annex-1/二/二', cite: `${IN_PART_2}二）项` }],
  limits: [
    { limit: 'filing', count: 5, unit: 'day', after: 'applied', until: 'filed', path: 'annex-1/二/二', cite: `${IN_PART_2}二）项` },
    { limit: 'inform-centre', count: 3, unit: 'day', after: 'filed', until: 'centre-informed', path: 'annex-1/二/二', cite: `${IN_PART_2}二）项` }
  ],
  refusal: { written: true, contents: ['reasons'], path: 'annex-1/二/二', cite: `${IN_PART_2}二）项` }
}

export const registryWith = (change: Partial<Track> = {}): CitingRuleset => ({
  ...registry,
  otherParts: registry.otherParts.filter(({ cite }) => cite !== '附件3'),
  agencies: { filing: { tracks: [{ ...registering, ...change }] } }
})

export const textOf = ({ source }: CitingRuleset): string => readFileSync(new URL(source ?? '', import.meta.url), 'utf8')

const TIERS = { general: { zh: '一般违纪违规' }, serious: { zh: '严重违纪违规' }, grave: { zh: '特别严重违纪违规' } }

const WORDS = { units: { year: { zh: '年' }, month: { zh: '个月' }, day: { zh: '日' }, 'working-day': { zh: '工作日' } }, filingFacts: { assessors: { unit: '名' }, majorGroup: { unit: '大类' } } }

export const report = (ruleset: CitingRuleset, text: string): Report => verify(ruleset, parseText(text).units, tierWords(TIERS), WORDS)

/** place: what is the matter, without the excerpt of the text */
export const faults = (ruleset: CitingRuleset, text: string): string[] =>
  faultsOf(report(ruleset, text)).map(({ cite, message }) => `${cite}: ${message.split(' (')[0] ?? ''}`)

/** The text with one line changed; a test that no longer finds its line fails. */
export function changed (text: string, line: string, ...instead: string[]): string {
  const parts = text.split(`${line}\n`)
  if (parts.length !== 2) throw new Error(`the line stands ${parts.length - 1} times: ${line}`)
  return parts.join(instead.map((one) => `${one}\n`).join(''))
}
