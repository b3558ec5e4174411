/** What is asked: conducts with their facts, circumstances, history. Facts and circumstances are derived from the vocabulary. */
import { Type } from 'typebox'
import type { FactDefinition } from '../domain/vocabulary.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { closed, ConductCode, Day, Jurisdiction, MeasureCode, orNull, ref, Tier } from './common.ts'

type Value = boolean | number | string | null

/** Null counts as not given. */
function factSchema (fact: FactDefinition) {
  const description = `${fact.zh} · ${fact.en}${fact.default === undefined ? '' : ` (default: ${String(fact.default)})`}`
  if (fact.type === 'boolean') return Type.Unsafe<Value>({ type: ['boolean', 'null'], description })
  if (fact.type === 'enum') return Type.Unsafe<Value>({ type: ['string', 'null'], enum: [...Object.keys(fact.values ?? {}), null], description })
  return Type.Unsafe<Value>({ type: ['integer', 'null'], minimum: fact.minimum ?? Number.MIN_SAFE_INTEGER, maximum: fact.maximum ?? Number.MAX_SAFE_INTEGER, description })
}

const factSchemas = (facts: Readonly<Record<string, FactDefinition>>) =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, Type.Optional(factSchema(fact))]))

export const Facts = Type.Unsafe<Record<string, Value>>({
  $id: 'Facts',
  type: 'object',
  description: 'What an official has found. A fact left out (or null) is unknown, never false. Which facts a conduct carries: GET /v1/conducts.',
  properties: Object.fromEntries(Object.entries(vocabulary.facts).map(([name, fact]) => [name, factSchema(fact)])),
  propertyNames: { pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 60 },
  additionalProperties: { type: ['boolean', 'integer', 'string', 'null'] }
})

export const Circumstances = Type.Unsafe<Record<string, Value>>({
  ...Type.Object(factSchemas(vocabulary.circumstances), closed),
  $id: 'Circumstances',
  description: 'Facts about the whole case. Those not given take the default of the vocabulary; the answer names them under `assumed`.'
})

export const ConductGiven = Type.Object({
  code: ref(ConductCode),
  facts: Type.Optional(ref(Facts))
}, { ...closed, $id: 'ConductGiven', description: 'A conduct with the facts found about it. 行为及其事实。' })

export const EarlierDecision = Type.Object({
  decidedOn: ref(Day),
  measures: Type.Array(ref(MeasureCode), { maxItems: 100 }),
  tier: Type.Optional(orNull(ref(Tier))),
  rectifyBy: Type.Optional(orNull(ref(Day))),
  rectifiedOn: Type.Optional(orNull(ref(Day)))
}, { ...closed, $id: 'EarlierDecision', description: 'A decision that was served and not revoked. One without a tier raises nothing.' })

const about = {
  occurredOn: ref(Day),
  conducts: Type.Array(ref(ConductGiven), { minItems: 1, maxItems: 50, description: 'all of one subject type' }),
  circumstances: Type.Optional(ref(Circumstances)),
  history: Type.Optional(Type.Array(ref(EarlierDecision), { maxItems: 1000 }))
}

export const ComparisonRequest = Type.Object(about, { ...closed, $id: 'ComparisonRequest', description: 'What happened, without the place. 对比请求。' })
export const ClassificationRequest = Type.Object({ jurisdiction: ref(Jurisdiction), ...about }, { ...closed, $id: 'ClassificationRequest', description: 'What happened, where and when. 认定请求。' })
export const SanctionRequest = Type.Object({ jurisdiction: ref(Jurisdiction), ...about, decidedOn: Type.Optional(ref(Day)) }, { ...closed, $id: 'SanctionRequest', description: 'What happened, where and when; decidedOn is today in China where it is not given. 处理请求。' })

export const questionShapes = [Facts, Circumstances, ConductGiven, EarlierDecision, ComparisonRequest, ClassificationRequest, SanctionRequest]
