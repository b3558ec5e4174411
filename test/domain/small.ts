/** Small laws, each made for one test: a vocabulary of a few codes, documents in the format of the shipped files, and a book of them. */
import { RuleBook, type Joining } from '../../src/domain/book.ts'
import type { Facts } from '../../src/domain/condition.ts'
import type { SanctionQuestion } from '../../src/domain/sanction.ts'
import type { FactDefinition, Label, Vocabulary } from '../../src/domain/vocabulary.ts'
import { Compiler } from '../../src/rulesets/compile.ts'
import { digestOf } from '../../src/rulesets/digest.ts'
import type { RulesetDocument } from '../../src/rulesets/format.ts'
import type { Source } from '../../src/rulesets/read.ts'
import { noRecords } from '../no-records.ts'

type Article = RulesetDocument['articles'][number]
type Item = Article['provisions'][number]
type Measures = NonNullable<Article['measures']>

export const label = (text: string): Label => ({ zh: text, en: text })
const labels = <T extends object>(codes: Record<string, T>): Record<string, Label & T> =>
  Object.fromEntries(Object.entries(codes).map(([code, rest]) => [code, { ...label(code), ...rest }]))

export const yesNo = (name: string): FactDefinition => ({ ...label(name), type: 'boolean', question: label(`${name}?`) })

export const vocabulary: Vocabulary = {
  subjectTypes: labels({ person: { staff: false }, agency: { staff: false } }),
  tiers: labels({ general: { rank: 1 }, serious: { rank: 2 }, grave: { rank: 3 } }),
  facts: {
    warned: yesNo('warned'),
    secret: yesNo('secret'),
    grade: { ...label('grade'), type: 'enum', values: labels({ light: {}, heavy: {}, worst: {} }), question: label('grade?') },
    months: { ...label('months'), type: 'integer', minimum: 0, question: label('months?') },
    stars: { ...label('stars'), type: 'integer', minimum: 1, maximum: 5, question: label('stars?') }
  },
  circumstances: {
    late: { ...yesNo('late'), default: false },
    kind: { ...label('kind'), type: 'enum', values: labels({ school: {}, firm: {} }), question: label('kind?') }
  },
  conducts: labels({
    'agency.noise': { facts: ['warned', 'secret', 'grade'] },
    'agency.idle': { facts: ['months', 'stars'] },
    'agency.fraud': { facts: [] },
    'person.copying': { facts: ['warned'] },
    'person.leak': { facts: [] }
  }),
  measures: labels({
    talk: { on: 'agency', lasts: 'once' as const },
    order: { on: 'agency', lasts: 'once' as const },
    warning: { on: 'agency', lasts: 'once' as const },
    rectify: { on: 'agency', lasts: 'until-rectified' as const },
    close: { on: 'agency', lasts: 'until-lifted' as const },
    'bar-this-year': { on: 'person', lasts: 'period' as const },
    'bar-2-years': { on: 'person', lasts: 'period' as const },
    refer: { on: 'any', lasts: 'once' as const }
  }),
  outcomes: {},
  vias: {},
  actors: labels({ regulator: { levels: ['city', 'province'] }, city: { levels: ['city'] }, province: { levels: ['province'] } }),
  steps: {},
  units: {},
  problems: {},
  provisionKinds: {},
  ...noRecords
}

export const joining: Joining = {
  subsumes: new Map([['close', ['talk', 'warning', 'rectify']], ['rectify', ['order']], ['bar-2-years', ['bar-this-year']]]),
  periods: new Map([['bar-this-year', { endOfYearOf: 'occurredOn', notes: ['X-1'] }], ['bar-2-years', { years: 2, notes: ['X-2'] }]]),
  notCounted: { provisions: new Set(), notes: [] },
  notes: new Map()
}

/** An item of an article, met by these conducts. */
export const item = (path: string, conducts: Item['conducts'], rest: Partial<Item> = {}): Item =>
  ({ path, cite: `第${path}条`, title: label(path), ...(conducts ? { conducts } : {}), ...rest })

/** An article whose items all have the same weight and measures. */
export const article = (path: string, { must, may, ...rest }: Partial<Omit<Article, 'path' | 'provisions'>> & Measures, provisions: Item[]): Article =>
  ({ path, cite: `第${path}条`, title: label(path), imposedBy: 'regulator', measures: { ...(must ? { must } : {}), ...(may ? { may } : {}) }, ...rest, provisions })

/** A ruleset for everywhere, in force since 2021, unless something else is said. */
export const law = (id: string, articles: Article[], rest: Partial<RulesetDocument> = {}): RulesetDocument => ({
  format: 'evenhand-ruleset/1',
  id,
  version: '1',
  title: label(id),
  document: { title: id, number: null, issuer: label(id), issuedOn: null },
  jurisdiction: '000000',
  inForce: { from: '2021-01-01' },
  fallback: null,
  articles,
  escalations: [],
  notes: [],
  otherParts: [],
  procedures: [],
  ...rest
})

export const sourceOf = (data: RulesetDocument): Source<RulesetDocument> =>
  ({ file: `${data.id}.yaml`, data, fault: (place, message) => ({ file: `${data.id}.yaml`, place, message }) })

/** A book of these laws; a law that does not compile is a mistake of the test. */
export function bookOf (laws: readonly RulesetDocument[], codes: Vocabulary = vocabulary): RuleBook {
  const compiled = laws.map((data) => new Compiler(sourceOf(data), () => undefined).compile())
  const [fault] = compiled.flatMap(({ faults }) => faults)
  if (fault) throw new Error(fault.message)
  return new RuleBook(codes, joining, compiled.map(({ ruleset }) => ruleset), digestOf)
}

/** A question about one conduct, in a place of no particular rules. */
export const asking = (code: string, facts: Facts = {}, rest: Partial<SanctionQuestion> = {}): SanctionQuestion =>
  ({ jurisdiction: '110105', occurredOn: '2026-03-14', conducts: [{ code, facts }], decidedOn: '2026-04-01', ...rest })
