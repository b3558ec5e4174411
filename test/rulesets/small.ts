/** A small world of rules in which everything that the check looks at occurs once, and a way to spoil one place of it. */
import { Ajv } from 'ajv'
import { RuleBook, type Joining, type Period } from '../../src/domain/book.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import { checkRules, type Report } from '../../src/rulesets/check/check.ts'
import { Compiler, compileNotes } from '../../src/rulesets/compile.ts'
import { FaultyRules } from '../../src/rulesets/fault.ts'
import { RulesetDocument, type JoiningDocument } from '../../src/rulesets/format.ts'
import type { Source } from '../../src/rulesets/read.ts'
import { noRecords } from '../no-records.ts'

const label = (en: string) => ({ zh: en, en })
const fact = (en: string) => ({ ...label(en), question: label(`${en}?`) })

export const vocabulary: Vocabulary = {
  subjectTypes: { candidate: { ...label('candidate'), staff: false }, assessor: { ...label('assessor'), staff: true }, agency: { ...label('agency'), staff: false } },
  tiers: { general: { ...label('general'), rank: 1 }, serious: { ...label('serious'), rank: 2 } },
  facts: {
    gravity: { ...fact('gravity'), type: 'enum', graded: true, values: { minor: label('minor'), serious: label('serious') } },
    reminded: { ...fact('reminded'), type: 'boolean' },
    months: { ...fact('months'), type: 'integer', minimum: 0 }
  },
  circumstances: {
    issued: { ...fact('issued'), type: 'boolean', default: false },
    kind: { ...fact('kind'), type: 'enum', values: { exam: label('exam'), rating: label('rating') } }
  },
  conducts: {
    'candidate.noise': { ...label('noise'), facts: ['reminded'] },
    'candidate.copying': { ...label('copying'), facts: ['gravity'] },
    'assessor.leaking': { ...label('leaking'), facts: ['gravity'] },
    'agency.fees': { ...label('fees'), facts: ['gravity'] },
    'agency.idle': { ...label('idle'), facts: ['months'] },
    'agency.upload': { ...label('upload'), facts: ['gravity'] },
    'agency.data': { ...label('data'), facts: [] }
  },
  measures: {
    'cancel-score': { ...label('cancel-score'), on: 'candidate', lasts: 'once' },
    'bar-year': { ...label('bar-year'), on: 'candidate', lasts: 'period' },
    'void-certificate': { ...label('void-certificate'), on: 'candidate', lasts: 'once' },
    dismiss: { ...label('dismiss'), on: 'assessor', lasts: 'until-lifted' },
    discipline: { ...label('discipline'), on: 'staff', lasts: 'once' },
    refer: { ...label('refer'), on: 'any', lasts: 'once' },
    interview: { ...label('interview'), on: 'agency', lasts: 'once' },
    rectify: { ...label('rectify'), on: 'agency', lasts: 'until-rectified' },
    'end-access': { ...label('end-access'), on: 'agency', lasts: 'until-lifted' }
  },
  outcomes: {},
  vias: {},
  actors: { agency: { ...label('agency'), levels: ['city'] }, regulator: { ...label('regulator'), levels: ['city'] }, party: { ...label('party'), levels: ['city'] } },
  steps: { notify: label('notify'), archive: label('archive') },
  units: { day: label('day') },
  problems: {},
  provisionKinds: { purpose: label('purpose'), procedure: label('procedure') },
  ...noRecords
}

const document = (id: string) => ({ title: id, number: null, issuer: label(id), issuedOn: null })
const note = (id: string) => ({ id, question: label('what?'), reading: label('this') })

export const nation: RulesetDocument = {
  format: 'evenhand-ruleset/1',
  id: 'nation',
  version: '1',
  title: label('nation'),
  document: { ...document('nation'), issuedOn: '2020-12-01' },
  jurisdiction: '000000',
  inForce: { from: '2021-01-01', notes: [{ note: 'N-1', from: '2021-01-01', until: '2021-12-31' }] },
  fallback: null,
  articles: [
    {
      path: 'art-1',
      cite: '第一条',
      title: label('disorder'),
      rank: 1,
      imposedBy: 'agency',
      measures: { must: ['cancel-score'] },
      provisions: [{ path: 'art-1/item-1', cite: '第一条第（一）项', title: label('noise'), conducts: [{ conduct: 'candidate.noise', when: { reminded: true } }] }]
    }, {
      path: 'art-2',
      cite: '第二条',
      title: label('cheating'),
      rank: 2,
      imposedBy: 'agency',
      measures: { must: ['cancel-score', { measure: 'bar-year', when: { gravity: 'serious' } }] },
      provisions: [{ path: 'art-2', cite: '第二条', title: label('copying'), conducts: [{ conduct: 'candidate.copying' }] }]
    }, {
      path: 'art-3',
      cite: '第三条',
      title: label('assessors'),
      rank: 1,
      imposedBy: 'agency',
      measures: { must: ['dismiss'], may: [{ measure: 'discipline', imposedBy: 'regulator' }] },
      provisions: [{ path: 'art-3', cite: '第三条', title: label('leaking'), conducts: [{ conduct: 'assessor.leaking' }] }]
    }, {
      path: 'art-4',
      cite: '第四条',
      title: label('general'),
      tier: 'general',
      imposedBy: 'regulator',
      measures: { must: ['interview'] },
      provisions: [{ path: 'art-4/item-1', cite: '第四条第（一）项', title: label('fees'), conducts: [{ conduct: 'agency.fees', when: { gravity: 'minor' } }] }]
    }, {
      path: 'art-5',
      cite: '第五条',
      title: label('serious'),
      tier: 'serious',
      imposedBy: 'regulator',
      measures: { must: ['rectify'] },
      provisions: [
        { path: 'art-5/item-1', cite: '第五条第（一）项', title: label('fees'), conducts: [{ conduct: 'agency.fees', when: { gravity: 'serious' } }] },
        { path: 'art-5/item-2', cite: '第五条第（二）项', title: label('idle'), conducts: [{ conduct: 'agency.idle', when: { months: { gte: 12 } } }] },
        { path: 'art-5/item-3', cite: '第五条第（三）项', title: label('again') }
      ]
    }, {
      path: 'art-6',
      cite: '第六条',
      title: label('data'),
      imposedBy: 'regulator',
      provisions: [
        { path: 'art-6/para-1', cite: '第六条第一款', title: label('upload'), tier: { gravity: { minor: 'general', serious: 'serious' } }, measures: { must: ['refer'] }, conducts: [{ conduct: 'agency.upload' }] },
        { path: 'art-6/para-2', cite: '第六条第二款', title: label('data'), measures: { must: ['end-access'] }, conducts: [{ conduct: 'agency.data' }] }
      ]
    }
  ],
  riders: [{ path: 'art-7', cite: '第七条', title: label('afterwards'), on: 'candidate', when: { issued: true }, imposedBy: 'regulator', measures: { must: ['void-certificate'] } }],
  escalations: [{ raises: 'art-5/item-3', current: { under: ['nation/art-4'] }, prior: { tier: 'general', measure: 'interview', within: { years: 1 } } }],
  gaps: [
    { conduct: 'candidate.noise', when: { reminded: false }, why: label('complied') },
    { conduct: 'agency.idle', when: { months: { lt: 12 } }, why: label('too short') }
  ],
  notes: [
    note('N-1'),
    { ...note('N-2'), about: ['validity', 'escalations', 'subsumption', 'periods', 'procedure', 'retention', 'optional-measures', 'tiers', 'besides', 'article:art-4', 'fact:gravity', 'conduct:agency.fees', 'measure:refer', 'note:N-1'] }
  ],
  otherParts: [
    { path: 'art-8', cite: '第八条', title: label('why'), kind: 'purpose' },
    { path: 'art-9', cite: '第九条', title: label('how'), kind: 'procedure' }
  ],
  procedures: [{
    subjects: ['candidate', 'assessor', 'agency'],
    steps: [
      { step: 'notify', by: 'regulator', what: label('tell'), basis: ['nation/art-9'], requires: { to: 'party' }, within: { count: 10, unit: 'day', after: 'notice-received' }, when: { under: ['nation/art-4'], tier: ['general'] } },
      { step: 'archive', by: 'regulator', what: label('keep'), basis: ['nation/art-9'] }
    ]
  }]
}

export const hill: RulesetDocument = {
  format: 'evenhand-ruleset/1',
  id: 'hill',
  version: '1',
  title: label('hill'),
  document: document('hill'),
  jurisdiction: '110000',
  inForce: { from: '2022-01-01' },
  scope: { kind: ['exam'] },
  fallback: 'nation',
  supplement: [{ conduct: 'agency.fees', notes: ['H-1'] }],
  besides: [{ provision: 'nation/art-6/para-2', notes: ['N-1'] }],
  tierMeasures: { general: { imposedBy: 'regulator', must: ['interview'] }, serious: { imposedBy: 'regulator', must: ['rectify'] } },
  articles: [
    { path: 'row-1', cite: '附件第1行', title: label('fees'), provisions: [{ path: 'row-1/item-1/general', cite: '附件第1行第1项', title: label('fees'), tier: 'general', basis: ['nation/art-4/item-1'], conducts: [{ conduct: 'agency.fees', when: { gravity: 'minor' } }] }] },
    { path: 'row-2', cite: '附件第2行', title: label('data'), provisions: [{ path: 'row-2/serious', cite: '附件第2行', title: label('data'), tier: 'serious', conducts: [{ conduct: 'agency.data' }] }] }
  ],
  escalations: 'inherit',
  notes: [note('H-1'), { ...note('H-2'), about: ['scope', 'fallback', 'supplement', 'besides'] }],
  otherParts: [],
  procedures: []
}

export const joining: JoiningDocument = {
  format: 'evenhand-joining/1',
  subsumes: { rectify: ['interview'] },
  periods: { 'bar-year': { endOfYearOf: 'occurredOn', notes: ['X-1'] } },
  notCounted: { provisions: ['nation/art-5/item-2', 'hill/row-2/serious'], notes: ['X-1'] },
  notes: [note('X-1'), { ...note('X-2'), about: ['retention'] }]
}

/** JSON pointers with the values to put there: `/-` appends, undefined removes. */
export type Changes = Readonly<Record<string, unknown>>
export interface Spoilt { readonly nation?: Changes, readonly hill?: Changes, readonly vocabulary?: Changes, readonly joining?: Changes, readonly more?: readonly RulesetDocument[] }

export function changed<T> (original: T, changes: Changes = {}): T {
  const copy = structuredClone(original)
  for (const [pointer, value] of Object.entries(changes)) {
    const keys = pointer.split('/').slice(1)
    const last = keys.pop() ?? ''
    const place = keys.reduce<any>((at, key) => at[key], copy)
    if (last === '-') place.push(value)
    else if (value !== undefined) place[last] = value
    else if (Array.isArray(place)) place.splice(Number(last), 1)
    else delete place[last]
  }
  return copy
}

const fits = new Ajv({ strict: false }).compile(RulesetDocument)

/** A file in memory: what the check finds wrong with it must be more than the schema can say. */
function sourceOf (data: RulesetDocument): Source<RulesetDocument> {
  if (!fits(data)) throw new Error(JSON.stringify(fits.errors))
  return { file: `${data.id}@${data.version}.yaml`, data, fault: (place, message) => ({ file: `${data.id}@${data.version}.yaml`, place, message }) }
}

const joiningOf = ({ subsumes, periods, notCounted, notes }: JoiningDocument): Joining => ({
  subsumes: new Map(Object.entries(subsumes)),
  periods: new Map(Object.entries(periods).map(([measure, { notes, ...period }]): [string, Period] => [measure, { ...period, notes: notes ?? [] } as Period])),
  notCounted: { provisions: new Set(notCounted.provisions), notes: notCounted.notes },
  notes: compileNotes(notes)
})

/** Checks the small rules with these changes. */
export function checkSmall (spoilt: Spoilt = {}): Report {
  const sources = [changed(nation, spoilt.nation), changed(hill, spoilt.hill), ...spoilt.more ?? []].map(sourceOf)
  const compiled = sources.map((source) => new Compiler(source, () => undefined).compile())
  const faults = compiled.flatMap((one) => one.faults)
  if (faults.length > 0) throw new FaultyRules(faults)
  const book = new RuleBook(changed(vocabulary, spoilt.vocabulary), joiningOf(changed(joining, spoilt.joining)), compiled.map(({ ruleset }) => ruleset), (parts) => parts.join())
  return checkRules({ book, compiled })
}

/** Every fault of the small rules with these changes, as `file place: message`. */
export const faultsOf = (spoilt: Spoilt): string[] => checkSmall(spoilt).faults.map(({ file, place, message }) => `${file} ${place}: ${message}`)
