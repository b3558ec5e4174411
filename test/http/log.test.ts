/** What gets into the log: what is named, and nothing else, whatever goes wrong. */
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { loggedError } from '../../src/log.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { openStore } from '../../src/store/open.ts'
import { Unavailable } from '../../src/store/unavailable.ts'
import { depsFor } from '../deps.ts'
import { isProblem, post } from './service.ts'

const SECRET = '520102199001011234'

/** Errors as drivers and libraries make them, with values of requests in them. */
const withValue = (): Error => Object.assign(new TypeError(`invalid value '${SECRET}'\n    at ${SECRET} (/tmp/${SECRET}.ts:1:2)`, {
  cause: Object.assign(new Error(`Key (ref)=(${SECRET}) already exists`), { code: '23505', detail: SECRET, params: [SECRET] })
}), { code: `no ${SECRET}`, query: SECRET })

t.test('of an error its kind, code and places are logged, and nothing of its message', (t) => {
  const logged = loggedError(withValue())
  t.match(logged, { type: 'TypeError', code: undefined, cause: { type: 'Error', code: '23505' } })
  t.ok(logged.stack.length > 0 && logged.stack.every((line) => /^at .+:\d+:\d+\)?$/.test(line)), logged.stack.join('\n'))
  t.match(logged.stack[0], /log\.test\.ts/)
  t.notMatch(JSON.stringify(logged), SECRET)
  t.strictSame(loggedError(SECRET), { type: 'string', stack: [] })
  const circular: Error = new Error('a')
  circular.cause = circular
  t.ok(JSON.stringify(loggedError(circular)).length < 20_000)
  t.end()
})

t.test('a defect and an outage of the store are logged without what was asked, and told apart', async (t) => {
  const lines: Record<string, unknown>[] = []
  const store = await openStore('file::memory:')
  let fails: Error = withValue()
  const deps = await depsFor({ rules: loadRules(), today: () => '2026-11-21', store: { ...store, standing: async () => { throw fails } } })
  const app = await buildApp(deps, { logger: { level: 'trace', stream: { write: (line: string) => { lines.push(JSON.parse(line) as Record<string, unknown>) } } } })
  t.teardown(() => app.close())
  const ask = () => post(app, '/v1/standing-checks', { on: '2026-11-21', subjects: [{ type: 'candidate', ref: SECRET }] })
  isProblem(t, await ask(), 500, 'internal')
  fails = new Unavailable(`the database cannot be reached with ${SECRET}`, 'ECONNREFUSED')
  const refused = await ask()
  isProblem(t, refused, 503, 'overloaded')
  t.equal(refused.headers['retry-after'], '1')
  t.match(lines.filter(({ err }) => err !== undefined), [
    { level: 50, msg: 'unexpected error', reqId: /^[0-9a-f-]{36}$/, err: { type: 'TypeError', cause: { code: '23505' } } },
    { level: 40, msg: 'the store cannot be used', err: { type: 'Unavailable', code: 'ECONNREFUSED' } }
  ])

  app.log.info({ body: SECRET, url: SECRET, subject: { ref: SECRET }, status: SECRET, reqId: 7 }, 'members that are not named')
  app.log.error(new Error(SECRET))
  app.log.error({ err: new Error(SECRET) })
  app.log.info('with %s', SECRET)
  app.log.child({ ref: SECRET, reqId: 'a' }).warn({ err: SECRET }, 'of a child')
  t.match(lines.slice(-5), [{ msg: 'members that are not named', status: undefined, reqId: undefined }, { msg: 'error', err: { type: 'Error' } }, { msg: 'error' }, { msg: 'with %s' }, { msg: 'of a child', reqId: 'a' }])
  t.notMatch(JSON.stringify(lines), SECRET)
})
