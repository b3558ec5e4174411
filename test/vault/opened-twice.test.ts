/** Two who open one record at the same time (one that follows from another record has an id that both know) make a key each; the record has one of them. */
import t from 'tap'
import { openStore } from '../../src/store/open.ts'
import { StaleVersion, type Store } from '../../src/store/store.ts'
import { seal } from '../sealed.ts'
import { next, opened, unit } from '../store/units.ts'

t.test('a step that comes while the second is still on its way to being refused is encrypted with the key of the record', async (t) => {
  const bare = await openStore('file::memory:')
  t.teardown(() => bare.close())
  const gate = Promise.withResolvers<void>()
  let openings = 0
  const slow: Store = {
    ...bare,
    async commit (one) {
      if (one.expected === 0 && ++openings === 2) await gate.promise
      await bare.commit(one)
    }
  }
  const { store } = await seal(slow)
  const first = opened()
  await store.commit(unit(first))
  const second = store.commit(unit(first)).catch((error: unknown) => error)
  await store.commit(unit(next(first)))
  gate.resolve()
  t.type(await second, StaleVersion)
  t.match((await store.load('case', first.id))?.steps, [{ content: '{"seq":1}' }, { content: '{"seq":2}' }])
})
