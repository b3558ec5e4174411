/** The optional section `agencies` of a ruleset file: filing, papers, work across borders, rating, supervision, inspection. A ruleset that leaves a part out is silent on it. */
import { Type, type Static } from 'typebox'
import { Bilingual, Cite, closed, Code, Condition, ConductCode, Day, Notes, Path } from './format-parts.ts'

const place = { path: Path, cite: Cite }
const basis = {
  ...place,
  also: Type.Optional(Type.Array(Type.Object(place, closed), { minItems: 1, description: 'further places of the text that say the same' })),
  notes: Type.Optional(Notes)
}
const Codes = Type.Array(Code, { minItems: 1, uniqueItems: true })
const kinds = Type.Optional(Type.Array(Code, { minItems: 1, uniqueItems: true, description: 'the kinds of application that it is meant for; all of the track, where none is named' }))
const when = Type.Optional(Condition)
const each = Type.Optional(Type.Literal('occupation', { description: 'of every occupation by itself' }))
const by = Type.Optional(Type.Union([Type.Literal('province'), Type.Literal('city')], { description: 'only where this authority accepts' }))
const Count = Type.Integer({ minimum: 1, maximum: 3660 })
const Years = Type.Integer({ minimum: 1, maximum: 100 })

const FilingCondition = Type.Object({ id: Code, title: Bilingual, requires: Condition, each, kinds, when, ...basis }, closed)
const Exclusion = Type.Object({ id: Code, title: Bilingual, applies: Condition, lookBack: Type.Optional(Type.Object({ years: Years }, closed)), kinds, when, ...basis }, closed)
const OccupationRule = Type.Object({ id: Code, title: Bilingual, requires: Condition, ...basis }, closed)
const Material = Type.Object({ material: Code, each, kinds, when, ...basis }, closed)
const Route = Type.Object({ id: Code, title: Bilingual, accepts: Code, each, first: Type.Optional(Codes), kinds, when, ...basis }, closed)
const FilingStep = Type.Object({
  step: Code,
  date: Code,
  until: Type.Optional(Code),
  by,
  needs: Type.Optional(Codes),
  instead: Type.Optional(Code),
  preliminary: Type.Optional(Code),
  kinds,
  when,
  ...basis
}, closed)
/** From one date until another; a pair, in the words of every draft of JSON Schema. */
const Stretch = Type.Unsafe<[string, string]>({ type: 'array', items: Code, minItems: 2, maxItems: 2 })
const Limit = Type.Union([
  Type.Object({
    limit: Code,
    count: Count,
    unit: Code,
    after: Code,
    until: Code,
    atLeast: Type.Optional(Type.Literal(true)),
    excluding: Type.Optional(Type.Array(Stretch, { minItems: 1, description: 'what runs from one date until the other does not count' })),
    by,
    kinds,
    when,
    ...basis
  }, closed),
  Type.Object({ limit: Code, setBy: Code, until: Code, kinds, when, ...basis }, closed)
])

const Track = Type.Object({
  track: Code,
  title: Bilingual,
  ...place,
  kinds: Codes,
  examined: Type.Optional(Type.Object({ when: Condition, notes: Type.Optional(Notes) }, { ...closed, description: 'where conditions and exclusions are looked at; always, where it is not said' })),
  conditions: Type.Array(FilingCondition, { minItems: 1 }),
  exclusions: Type.Optional(Type.Array(Exclusion, { minItems: 1 })),
  occupations: Type.Array(OccupationRule, { minItems: 1, description: 'which occupations may be filed at all' }),
  materials: Type.Array(Material, { minItems: 1 }),
  verification: Type.Optional(Type.Object(basis, closed)),
  routes: Type.Array(Route, { minItems: 1, description: 'of those for each occupation the first that holds, of the others every one' }),
  steps: Type.Array(FilingStep, { minItems: 1, description: 'in order' }),
  limits: Type.Array(Limit, { minItems: 1 }),
  validity: Type.Optional(Type.Object({ years: Years, ...basis }, closed)),
  renewal: Type.Optional(Type.Object({ id: Code, title: Bilingual, months: Type.Integer({ minimum: 1, maximum: 120 }), ...basis }, closed)),
  refusal: Type.Object({ written: Type.Boolean(), contents: Codes, ...basis }, closed)
}, closed)

export const Agencies = Type.Object({
  filing: Type.Optional(Type.Object({ tracks: Type.Array(Track, { minItems: 1 }) }, closed)),
  papers: Type.Optional(Type.Array(Type.Object({ medium: Code, years: Years, ...basis }, closed), { minItems: 1 })),
  crossing: Type.Optional(Type.Object({ requires: Codes, conduct: ConductCode, ...basis }, closed)),
  rating: Type.Optional(Type.Object({
    everyYears: Years,
    steps: Codes,
    conduct: ConductCode,
    results: Type.Array(Type.Object({ stars: Type.Array(Type.Integer({ minimum: 1, maximum: 5 }), { minItems: 1, uniqueItems: true }), result: Code }, closed), { minItems: 1 }),
    ...basis
  }, closed)),
  supervision: Type.Optional(Type.Array(Type.Object({ supervisor: Code, role: Code, over: Code, title: Bilingual, ...basis }, closed), { minItems: 1 })),
  inspection: Type.Optional(Type.Object({
    forms: Codes,
    selection: Code,
    checklist: Type.Array(Path, { minItems: 1, uniqueItems: true, description: 'the articles or provisions that the checklist is drawn from' }),
    focus: Type.Optional(Codes),
    leads: Type.Optional(Codes),
    reports: Type.Optional(Type.Array(Type.Object({ what: Code, to: Code, ...place }, closed), { minItems: 1 })),
    campaign: Type.Optional(Type.Object({ from: Day, until: Day, looksBackTo: Day }, closed)),
    ...basis
  }, closed)),
  circular: Type.Optional(Type.Object({ feeds: Codes, ...basis }, closed)),
  directory: Type.Optional(Type.Object({ keptBy: Code, public: Type.Boolean(), ...basis }, closed))
}, { ...closed, minProperties: 1, description: 'agencies themselves: how they are filed, rated, supervised and inspected' })

export type Agencies = Static<typeof Agencies>
