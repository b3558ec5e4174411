import t from 'tap'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildApp } from '../../src/app.ts'
import type { Provision, Ruleset } from '../../src/domain/ruleset.ts'
import { loadRules, readRules } from '../../src/rulesets/load.ts'
import { departures, inView, shownBy, type Answer, type Json } from './compare.ts'
import { depsFor } from '../deps.ts'

interface Example {
  readonly name: string
  readonly path?: string
  readonly request: { readonly conducts: readonly { readonly code: string }[] }
  readonly expect: { readonly [key: string]: Json }
  /** the provision that the example is about, and whether it is met or only just not */
  readonly provision?: string
  readonly meets?: boolean
}

/** Besides those of the repository, the examples of a directory next to it, where there is one. */
const directories = ['.', '../../../shared/cases'].map((path) => fileURLToPath(new URL(path, import.meta.url))).filter((path) => existsSync(path))
const files = directories.flatMap((directory) => readdirSync(directory).filter((file) => file.endsWith('.json')).sort().map((file) => `${directory}/${file}`))
const examplesOf = (file: string): Example[] => JSON.parse(readFileSync(file, 'utf8'))

const rules = loadRules()

async function service (from = rules) {
  const app = await buildApp(await depsFor({ rules: from, today: () => '2026-11-21' }))
  t.teardown(() => app.close())
  return async (request: object, url = '/v1/sanctions'): Promise<{ status: number, answer: Answer }> => {
    const response = await app.inject({ method: 'POST', url, payload: request })
    return { status: response.statusCode, answer: response.json() }
  }
}

t.test('an expectation is a part of the answer, and what departs from it is told with its place', async (t) => {
  const answer = { tier: 'general', sanctions: [{ measure: 'interview', mandatory: true }, { measure: 'publish', mandatory: false }], subsumed: ['warning'] }
  t.strictSame(departures({ sanctions: [{ measure: 'publish', mandatory: false }, { measure: 'interview' }], subsumed: ['warning'] }, answer), [])
  t.strictSame(departures({ tier: null }, answer), ['/tier: expected null, got "general"'])
  t.strictSame(departures({ sanctions: [{ measure: 'publish', mandatory: true }, { measure: 'interview' }] }, answer), ['/sanctions/publish/mandatory: expected true, got false'])
  t.strictSame(departures({ sanctions: [{ measure: 'interview' }] }, answer), ['/sanctions: expected ["interview"], got ["interview","publish"]'])
  t.strictSame(departures({ sanctions: [{ measure: 'interview' }, { measure: 'rectify' }] }, answer), ['/sanctions/rectify: an object was expected, not nothing'])
  t.strictSame(departures({ subsumed: ['rectify'] }, answer), ['/subsumed/rectify: expected "rectify", got nothing'])
  t.strictSame(departures({ outcome: 'violation', subsumed: [] }, answer).length, 2)
})

for (const file of files) {
  t.test(`the worked examples of ${file.split('/').at(-1)} come out as written`, async (t) => {
    const ask = await service()
    const examples = examplesOf(file)
    t.equal(new Set(examples.map(({ name }) => name)).size, examples.length, 'every example has a name of its own')
    for (const { name, path, request, expect } of examples) {
      const { status, answer } = await ask(request, path)
      t.strictSame(departures({ status: 200, ...expect }, inView(status, answer)), [], name)
    }
  })
}

/** Whom a provision is about: by its conducts, by what it raises (agencies alone have a tier), by the findings that it rides on. */
function subjectsOf (ruleset: Ruleset, provision: Provision): Set<string> {
  const subjects = provision.alternatives.map(({ conduct }) => conduct.split('.')[0] ?? '')
  const ridesOn = ruleset.riders.filter((rider) => rider.provision.id === provision.id).map(({ on }) => on)
  return new Set([...subjects, ...ridesOn, ...provision.kind === 'escalation' ? ['agency'] : []])
}

t.test('every provision has an example that meets it and one just beside it', async (t) => {
  const ask = await service()
  const about = new Map<string, Set<boolean>>()
  const rulesetOf = new Map(rules.book.rulesets.flatMap((ruleset) => [...ruleset.provisions.keys()].map((id) => [id, ruleset] as const)))
  for (const { name, path, request, expect, provision: id, meets } of files.flatMap(examplesOf)) {
    if (id === undefined || meets === undefined) continue
    const ruleset = rulesetOf.get(id)
    const provision = ruleset?.provisions.get(id)
    if (!ruleset || !provision) {
      t.fail(`${name}: there is no provision ${id}`)
      continue
    }
    const subjects = subjectsOf(ruleset, provision)
    t.ok(request.conducts.some(({ code }) => subjects.has(code.split('.')[0] ?? '')), `${name}: asks about somebody whom ${id} concerns`)
    const { status, answer } = await ask(request, path)
    t.equal(status, expect['status'] ?? 200, `${name}: is answered as expected`)
    t.equal(shownBy(answer).has(id), meets, `${name}: ${meets ? 'shows' : 'does not show'} ${id}`)
    about.set(id, (about.get(id) ?? new Set()).add(meets))
  }
  const provisions = rules.book.rulesets.flatMap((ruleset) => [...ruleset.provisions.values(), ...ruleset.riders.map(({ provision }) => provision)])
  t.ok(provisions.length > 0)
  for (const id of new Set(provisions.map(({ id }) => id))) {
    t.ok(about.get(id)?.has(true), `${id} has an example that meets it`)
    t.ok(about.get(id)?.has(false), `${id} has an example just beside it`)
  }
})

t.test('one measure optional by one rule and mandatory by another is mandatory, and only then swallows a lighter one', async (t) => {
  // No two shipped provisions that can meet disagree like this; an added province does, with a bar that it leaves to the authority.
  const ask = await service(readRules(fileURLToPath(new URL('../rulesets/provinces', import.meta.url))))
  const measures = async (...conducts: object[]) => {
    const { status, answer } = await ask({ jurisdiction: '990105', occurredOn: '2026-03-14', decidedOn: '2026-04-01', conducts })
    t.equal(status, 200)
    return answer
  }
  const copying = { code: 'candidate.copying' }
  const device = { code: 'candidate.device-use' }
  const standIn = { code: 'candidate.impersonation', facts: { gravity: 'minor' } }
  t.strictSame(departures({
    sanctions: [{ measure: 'cancel-all-scores' }, { measure: 'bar-current-year', mandatory: true }, { measure: 'bar-2-years', mandatory: false }], subsumed: []
  }, inView(200, await measures(copying, device))), [])
  t.strictSame(departures({
    sanctions: [{ measure: 'cancel-all-scores' }, { measure: 'bar-2-years', mandatory: true, basis: ['yunmeng/art-4/item-1', 'cn/art-7/item-4'], imposedBy: 'agency' }], subsumed: ['bar-current-year']
  }, inView(200, await measures(copying, device, standIn))), [])
})
