/** The records with agencies in them, on a store of their own. */
import type { Test } from 'tap'
import type { AgencyOpening, AgencyStep } from '../../src/domain/agency/agency.ts'
import type { Caller, Records, Reply } from '../../src/records/records.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { agencyExamples, agencyStepExamples } from '../../src/schemas/agency-examples.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { depsFor } from '../deps.ts'

export const rules = loadRules()
export const TODAY = '2026-11-21'

export const caller = (id = 'wei', level = 'province', over: Partial<Caller> = {}): Caller => ({ actor: { id, level }, lang: 'zh', idempotency: null, ...over })
export const opening: AgencyOpening = agencyExamples['training-organisation'].value

const { 'withdraw-application': _withdrawn, refuse: _refused, ...way } = agencyStepExamples
/** The steps of the examples, in their order: to a rating of two stars. */
export const steps = Object.values(way).map(({ value }) => value as unknown as AgencyStep)

export interface Kept { readonly records: Records, readonly store: Store }

/** @param wrap what the records are given in place of the store */
export async function recordsOn (t: Pick<Test, 'teardown'>, { url = 'file::memory:', wrap = (store) => store }: { url?: string, wrap?: (store: Store) => Store } = {}): Promise<Kept> {
  const store = await openStore(url)
  t.teardown(() => store.close())
  const { records } = await depsFor({ rules, today: () => TODAY, store: wrap(store) })
  return { records, store }
}

export const idOf = ({ body }: Reply): string => (JSON.parse(body) as { id: string }).id

export async function register (records: Records, over: Partial<AgencyOpening> = {}, by = caller()): Promise<string> {
  return idOf(await records.agencies.registerAgency({ ...opening, ...over }, by))
}

/** Takes steps one after the other, whatever the version. */
export async function take (records: Records, id: string, ...all: readonly AgencyStep[]): Promise<void> {
  for (const step of all) await records.agencies.takeStep(id, '*', step, caller())
}

/** An agency on file since 21 May 2026. */
export async function filed (records: Records, over: Partial<AgencyOpening> = {}): Promise<string> {
  const id = await register(records, over)
  await take(records, id, ...steps.slice(0, 3))
  return id
}

export const of = <T extends AgencyStep['type']>(type: T): Extract<AgencyStep, { type: T }> => steps.find((step) => step.type === type) as Extract<AgencyStep, { type: T }>
