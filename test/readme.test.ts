import t from 'tap'
import { readFileSync } from 'node:fs'
import { buildApp } from '../src/app.ts'
import { loadRules } from '../src/rulesets/load.ts'
import { depsFor } from './deps.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, text]) => ({ language, text: text ?? '' }))

t.test('the first request of the README is answered as the README says', async (t) => {
  const curl = blocks.find(({ text }) => text.startsWith('curl'))?.text ?? ''
  const [, path] = /http:\/\/127\.0\.0\.1:3000(\S+)/.exec(curl) ?? []
  const [, body] = /-d '([\s\S]*)'/.exec(curl) ?? []
  const shown = blocks.find(({ language }) => language === 'json')?.text ?? ''
  const app = await buildApp(await depsFor({ rules: loadRules(), today: () => '2026-11-21' }))
  t.teardown(() => app.close())
  const answer = await app.inject({ method: 'POST', url: path ?? '', headers: { 'content-type': 'application/json' }, payload: body ?? '' })
  t.equal(answer.statusCode, 200)
  t.same(answer.json(), JSON.parse(shown))
})

t.test('the trace of the README is the one that the service gives', async (t) => {
  const shown = JSON.parse(blocks.filter(({ language }) => language === 'json')[1]?.text ?? '')
  const app = await buildApp(await depsFor({ rules: loadRules(), today: () => '2026-11-21' }))
  t.teardown(() => app.close())
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/classifications?trace=true',
    payload: { jurisdiction: '450103', occurredOn: '2026-03-14', conducts: [{ code: 'agency.inactivity', facts: { inactiveMonths: 13 } }] }
  })
  t.same(answer.json().results[0].considered, shown.considered)
})
