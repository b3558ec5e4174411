/** The service as its routes see it. */
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Day } from './domain/day.ts'
import type { Records } from './records/records.ts'
import type { Rules } from './rulesets/load.ts'

export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, TypeBoxTypeProvider>

/** ruleset@version → provision → its words, where an authority keeps the official texts beside the service. */
export type OfficialTexts = ReadonlyMap<string, ReadonlyMap<string, string>>

/** What the routes work with. The clock is a dependency like any other. */
export interface Deps {
  readonly rules: Rules
  /** the day in China */
  readonly today: () => Day
  readonly records: Records
  readonly officialTexts?: OfficialTexts
}
