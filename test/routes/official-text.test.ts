import t, { type Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { loadRules } from '../../src/rulesets/load.ts'
import { depsFor } from '../deps.ts'

const words = 'the words that the authority keeps'
const rules = loadRules()

async function service (t: Pick<Test, 'teardown'>) {
  const officialTexts = new Map([['guizhou@2021-01-01', new Map([['guizhou/art-7/item-2', words]])]])
  const app = await buildApp(await depsFor({ rules, today: () => '2026-11-21', officialTexts }))
  t.teardown(() => app.close())
  return app
}

const copying = { jurisdiction: '520102', occurredOn: '2026-03-14', decidedOn: '2026-04-01', conducts: [{ code: 'candidate.copying' }] }

t.test('findings carry the authority\'s own copy of the provision', async (t) => {
  const app = await service(t)
  const ask = async (url: string, payload: object) => (await app.inject({ method: 'POST', url, payload })).json()
  const { decidedOn, ...asked } = copying
  t.equal((await ask('/v1/sanctions', copying)).results[0].findings[0].officialText, words)
  t.equal((await ask('/v1/classifications', asked)).results[0].findings[0].officialText, words)
  t.equal((await ask('/v1/sanctions/batch', { items: [copying] })).items[0].body.results[0].findings[0].officialText, words)
  t.notOk('officialText' in (await ask('/v1/sanctions', { ...copying, jurisdiction: '110105' })).results[0].findings[0], 'not where the authority keeps no text')
})

t.test('provisions carry it, by themselves and in their ruleset', async (t) => {
  const app = await service(t)
  const get = async (url: string) => (await app.inject(url)).json()
  t.equal((await get('/v1/provisions/guizhou%2Fart-7%2Fitem-2')).officialText, words)
  t.notOk('officialText' in await get('/v1/provisions/guizhou%2Fart-7%2Fitem-1'))
  const { articles } = await get('/v1/rulesets/guizhou')
  t.strictSame(articles.flatMap(({ provisions }: any) => provisions).filter(({ officialText }: any) => officialText).map(({ provision }: any) => provision), ['guizhou/art-7/item-2'])
})

t.test('without a directory of official texts nothing carries any', async (t) => {
  const app = await buildApp(await depsFor({ rules, today: () => '2026-11-21' }))
  t.teardown(() => app.close())
  const { results } = (await app.inject({ method: 'POST', url: '/v1/sanctions', payload: copying })).json()
  t.notOk('officialText' in results[0].findings[0])
})
