/** The service as its routes see it. */
import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Authenticate } from './auth/authenticate.ts'
import type { Day } from './domain/day.ts'
import type { Registry } from 'prom-client'
import type { AdmissionLimits } from './plugins/admission.ts'
import type { Records } from './records/records.ts'
import type { Rules } from './rulesets/load.ts'
import type { Tracing } from './tracing.ts'

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
  /** not given: authentication is off, and whoever reaches the service may do everything */
  readonly authenticate?: Authenticate
  readonly operation?: Operation
}

/** How the service is run; what is not given is unlimited. */
export interface Operation {
  /** whether it is about to end: it goes on answering, but is no longer ready, and keeps no connection */
  readonly isEnding?: () => boolean
  readonly admission?: AdmissionLimits
  /** of each client */
  readonly requestsPerMinute?: number
  /** of metrics, where there are others than those of the app */
  readonly registry?: Registry
  readonly tracing?: Tracing
}
