/**
 * The shape of a ruleset file (YAML or JSON), format `evenhand-ruleset/1`: the law of one jurisdiction in one version, as data.
 * The published JSON Schema (openapi/ruleset.schema.json) is generated from here. What a schema cannot say (codes that exist, facts that
 * a conduct carries, overlaps, gaps) is proved by the static check.
 */
import { Type, type Static } from 'typebox'
import { Agencies } from './agencies-format.ts'
import { Bilingual, Cite, closed, Code, condition, Condition, ConductCode, Day, FactName, NoteId, Notes, Path, ProvisionId, Scalar } from './format-parts.ts'

export type { ConditionData } from './format-parts.ts'

const MeasureEntry = Type.Union([Code, Type.Object({
  measure: Code,
  when: Type.Optional(Condition),
  imposedBy: Type.Optional(Code),
  cite: Type.Optional(Cite),
  notes: Type.Optional(Notes)
}, closed)])
const MeasureList = Type.Array(MeasureEntry, { minItems: 1 })
const Measures = Type.Object({ must: Type.Optional(MeasureList), may: Type.Optional(MeasureList) }, { ...closed, minProperties: 1 })
const Tier = Type.Union([Code, Type.Record(Type.String({ pattern: FactName }), Type.Record(Type.String(), Code), { minProperties: 1, maxProperties: 1 })],
  { description: 'a tier, or one fact whose values each give a tier' })

const Alternative = Type.Object({
  conduct: ConductCode,
  when: Type.Optional(Condition),
  notes: Type.Optional(Notes)
}, closed)

const ProvisionEntry = Type.Object({
  path: Path,
  cite: Cite,
  title: Bilingual,
  conducts: Type.Optional(Type.Array(Alternative, { minItems: 1 })),
  catchAll: Type.Optional(Type.Literal(true)),
  notes: Type.Optional(Notes),
  tier: Type.Optional(Tier),
  basis: Type.Optional(Type.Array(ProvisionId, { minItems: 1, description: 'the provisions of another ruleset that this one rests on' })),
  printedBasis: Type.Optional(Type.Array(ProvisionId, { minItems: 1, description: 'the basis as the text prints it, where that is a misprint' })),
  imposedBy: Type.Optional(Code),
  measures: Type.Optional(Measures),
  alsoMust: Type.Optional(MeasureList)
}, closed)

const Article = Type.Object({
  path: Path,
  cite: Cite,
  title: Bilingual,
  rank: Type.Optional(Type.Integer({ minimum: 1, description: 'orders provisions on persons; higher is heavier' })),
  tier: Type.Optional(Tier),
  imposedBy: Type.Optional(Code),
  measures: Type.Optional(Measures),
  provisions: Type.Array(ProvisionEntry, { minItems: 1 })
}, closed)

const Rider = Type.Object({
  path: Path,
  cite: Cite,
  title: Bilingual,
  on: Code,
  when: Type.Optional(Condition),
  imposedBy: Code,
  measures: Measures,
  notes: Type.Optional(Notes)
}, closed)

const Escalation = Type.Object({
  raises: Path,
  current: Type.Object({ under: Type.Array(ProvisionId, { minItems: 1 }) }, closed),
  prior: Type.Object({
    tier: Code,
    measure: Code,
    within: Type.Optional(Type.Object({ years: Type.Integer({ minimum: 1 }) }, closed)),
    rectified: Type.Optional(Type.Literal('before-conduct', { description: 'the rectification was verified before the day of the conduct' })),
    rectificationPeriod: Type.Optional(Type.Literal('ended-before-conduct', { description: 'the period for rectification ended before the day of the conduct' }))
  }, closed),
  notes: Type.Optional(Notes)
}, closed)

const Gap = Type.Object({
  conduct: ConductCode,
  when: Type.Optional(Condition),
  why: Bilingual,
  notes: Type.Optional(Notes)
}, closed)

const NoteEntry = Type.Object({
  id: NoteId,
  question: Bilingual,
  reading: Bilingual,
  otherReading: Type.Optional(Bilingual),
  about: Type.Optional(Type.Array(Type.String({
    pattern: '^(validity|scope|fallback|supplement|besides|escalations|subsumption|periods|procedure|optional-measures|tiers|retention|filing|papers|crossing|rating|supervision|inspection|circular|directory|(article|fact|conduct|measure|note):.+)$'
  }), { minItems: 1, description: 'what the reading concerns beside the provisions that name it' })),
  permits: Type.Optional(Type.Array(Type.Union([Type.Literal('equal-overlap'), Type.Literal('lighter-when-graver')]), { minItems: 1 }))
}, closed)

const OtherPart = Type.Object({ path: Path, cite: Cite, title: Bilingual, kind: Code }, closed)

const Step = Type.Object({
  step: Code,
  by: Type.String({ minLength: 1 }),
  what: Bilingual,
  basis: Type.Array(ProvisionId, { minItems: 1 }),
  demanded: Type.Optional(Type.Boolean({ description: 'false: the law allows the step but does not ask for it' })),
  requires: Type.Optional(Type.Object({
    signers: Type.Optional(Type.Integer({ minimum: 1 })),
    confirmedBy: Type.Optional(Code),
    written: Type.Optional(Type.Boolean()),
    contents: Type.Optional(Type.Array(Code, { minItems: 1 })),
    to: Type.Optional(Code),
    from: Type.Optional(Code),
    measures: Type.Optional(Type.Array(Code, { minItems: 1 })),
    evidenceKinds: Type.Optional(Type.Array(Code, { minItems: 1 }))
  }, closed)),
  within: Type.Optional(Type.Object({ count: Type.Integer({ minimum: 1 }), unit: Code, after: Code }, closed)),
  when: Type.Optional(Type.Object({
    under: Type.Optional(Type.Array(ProvisionId, { minItems: 1 })),
    tier: Type.Optional(Type.Array(Code, { minItems: 1 }))
  }, closed)),
  notes: Type.Optional(Notes)
}, closed)

const Procedure = Type.Object({ subjects: Type.Array(Code, { minItems: 1 }), steps: Type.Array(Step, { minItems: 1 }) }, closed)

export const RulesetDocument = Type.Object({
  format: Type.Literal('evenhand-ruleset/1'),
  id: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 40 }),
  version: Type.String({ minLength: 1, maxLength: 40, pattern: '^[0-9A-Za-z][0-9A-Za-z.+-]*$' }),
  title: Bilingual,
  document: Type.Object({
    title: Type.String({ minLength: 1, description: 'the official title, without 《》' }),
    number: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    issuer: Bilingual,
    issuedOn: Type.Union([Day, Type.Null()])
  }, closed),
  source: Type.Optional(Type.String({ minLength: 1, description: 'the file name of the official text, for rulesets:verify' })),
  jurisdiction: Type.String({ pattern: '^\\d{6}$', description: 'GB/T 2260; trailing zeros cover everything below' }),
  inForce: Type.Object({
    from: Day,
    until: Type.Optional(Day),
    notes: Type.Optional(Type.Array(Type.Object({ note: NoteId, from: Day, until: Day }, closed), { minItems: 1 }))
  }, closed),
  scope: Type.Optional(Type.Record(Type.String({ pattern: FactName }), Type.Array(Scalar, { minItems: 1 }), { minProperties: 1 })),
  fallback: Type.Union([Type.String({ pattern: '^[a-z][a-z0-9-]*$' }), Type.Null()]),
  supplement: Type.Optional(Type.Array(Type.Object({ conduct: ConductCode, notes: Type.Optional(Notes) }, closed), { minItems: 1 })),
  besides: Type.Optional(Type.Array(Type.Object({ provision: ProvisionId, notes: Type.Optional(Notes) }, closed), { minItems: 1 })),
  tierMeasures: Type.Optional(Type.Record(Code, Type.Object({ imposedBy: Code, must: Type.Optional(MeasureList), may: Type.Optional(MeasureList) }, closed))),
  articles: Type.Array(Article, { minItems: 1 }),
  riders: Type.Optional(Type.Array(Rider, { minItems: 1 })),
  escalations: Type.Union([Type.Literal('inherit'), Type.Array(Escalation)]),
  gaps: Type.Optional(Type.Array(Gap, { minItems: 1 })),
  notes: Type.Array(NoteEntry),
  otherParts: Type.Array(OtherPart, { description: 'articles that say nothing of misconduct: purpose, definitions, authority, procedure, filing' }),
  procedures: Type.Array(Procedure),
  agencies: Type.Optional(Agencies)
}, { ...closed, title: 'Evenhand ruleset, format 1', $defs: { condition } })

export type RulesetDocument = Static<typeof RulesetDocument>

/** What holds across all rulesets: which measure makes which pointless, how long periods run, what is not counted later, and the readings behind it all. */
export const JoiningDocument = Type.Object({
  format: Type.Literal('evenhand-joining/1'),
  subsumes: Type.Record(Code, Type.Array(Code, { minItems: 1 })),
  periods: Type.Record(Code, Type.Union([
    Type.Object({ endOfYearOf: Type.Literal('occurredOn'), notes: Type.Optional(Notes) }, closed),
    Type.Object({ years: Type.Integer({ minimum: 1 }), notes: Type.Optional(Notes) }, closed)
  ])),
  notCounted: Type.Object({
    provisions: Type.Array(ProvisionId, { minItems: 1, uniqueItems: true, description: 'a decision all of whose governing findings are among these is not counted as an earlier one' }),
    notes: Notes
  }, closed),
  notes: Type.Array(NoteEntry)
}, { ...closed, $defs: { condition } })

export type JoiningDocument = Static<typeof JoiningDocument>
