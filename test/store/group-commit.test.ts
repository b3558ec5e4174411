import t from 'tap'
import { groupCommit, type Outcome } from '../../src/store/group-commit.ts'

/** Writes that a test lets through one by one. */
function held () {
  const batches: { readonly units: readonly string[], readonly done: (outcomes: readonly Outcome[]) => void, readonly fail: (error: unknown) => void }[] = []
  const write = (units: readonly string[]): Promise<readonly Outcome[]> => {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Outcome[]>()
    batches.push({ units, done: resolve, fail: reject })
    return promise
  }
  return { batches, write }
}

const turn = (): Promise<void> => new Promise(setImmediate)
/** A few turns of the event loop: whatever was going to begin has begun. */
const turns = async (): Promise<void> => { for (let count = 0; count < 5; count += 1) await turn() }
const writtenAll = (units: readonly string[]): readonly Outcome[] => units.map(() => null)

t.test('units of one turn of the event loop share a batch, in their order', async (t) => {
  const { batches, write } = held()
  const { commit } = groupCommit({ write })
  const all = [commit('a'), commit('b')]
  await Promise.resolve()
  all.push(commit('c'))
  await turns()
  t.strictSame(batches.map(({ units }) => units), [['a', 'b', 'c']])
  batches[0]?.done([null, null, null])
  await Promise.all(all)
})

t.test('units that come while a batch is written wait for the next, and one batch is written at a time', async (t) => {
  const { batches, write } = held()
  const { commit } = groupCommit({ write })
  const first = commit('a')
  await turns()
  const later = [commit('b')]
  await turns()
  later.push(commit('c'))
  await turns()
  t.strictSame(batches.map(({ units }) => units), [['a']])
  batches[0]?.done([null])
  await first
  await turns()
  t.strictSame(batches.map(({ units }) => units), [['a'], ['b', 'c']])
  batches[1]?.done([null, null])
  await Promise.all(later)
  const last = commit('d')
  await turns()
  t.strictSame(batches[2]?.units, ['d'], 'also after a rest')
  batches[2]?.done([null])
  await last
})

t.test('a unit is not called written before its batch is', async (t) => {
  const { batches, write } = held()
  const { commit } = groupCommit({ write })
  let settled = false
  const written = commit('a').finally(() => { settled = true })
  await turns()
  t.notOk(settled)
  batches[0]?.done([null])
  await written
})

t.test('each unit learns what became of itself', async (t) => {
  const { commit } = groupCommit<string>({ write: (units) => units.map((unit) => unit === 'bad' ? { error: new RangeError('bad') } : null) })
  const outcomes = await Promise.allSettled(['a', 'bad', 'b'].map(commit))
  t.strictSame(outcomes.map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled'])
  t.match(outcomes[1], { reason: new RangeError('bad') })
})

t.test('where nothing of a batch was written, each of its units learns why, and the next batch is tried', async (t) => {
  let down = true
  const check = (): void => { if (down) throw new Error('no disk') }
  const throws = (units: readonly string[]): readonly Outcome[] => { check(); return writtenAll(units) }
  const rejects = async (units: readonly string[]): Promise<readonly Outcome[]> => throws(units)
  for (const write of [throws, rejects]) {
    down = true
    const { commit } = groupCommit({ write })
    const outcomes = await Promise.allSettled([commit('a'), commit('b')])
    t.match(outcomes, [{ status: 'rejected', reason: { message: 'no disk' } }, { status: 'rejected', reason: { message: 'no disk' } }])
    down = false
    await t.resolves(commit('c'))
  }
})

t.test('a unit of which nothing is said does not count as written', async (t) => {
  const { commit } = groupCommit<string>({ write: () => [null] })
  const outcomes = await Promise.allSettled([commit('a'), commit('b')])
  t.strictSame(outcomes.map(({ status }) => status), ['fulfilled', 'rejected'])
})

t.test('a batch has no more units than it may, and others get their turn between two', async (t) => {
  const sizes: number[] = []
  const { commit } = groupCommit<number>({ most: 3, write: (units) => { sizes.push(units.length); return units.map(() => null) } })
  let between = 0
  const all = Promise.all([1, 2, 3, 4, 5, 6, 7].map(commit))
  setImmediate(() => { between = sizes.length })
  await all
  t.strictSame(sizes, [3, 3, 1])
  t.equal(between, 1)

  const standard: number[] = []
  const { commit: one } = groupCommit<number>({ write: (units) => { standard.push(units.length); return units.map(() => null) } })
  await Promise.all(Array.from({ length: 300 }, (_, index) => one(index)))
  t.strictSame(standard, [256, 44])
})

t.test('closing waits for what was handed in, however many batches that takes, and takes no more', async (t) => {
  const { batches, write } = held()
  const { commit, close } = groupCommit({ write, most: 1 })
  const all = [commit('a'), commit('b')]
  let closed = false
  const closing = close().then(() => { closed = true })
  await t.rejects(commit('c'), /closed/)
  await turns()
  batches[0]?.done([null])
  await turns()
  t.notOk(closed)
  batches[1]?.done([null])
  await Promise.all([...all, closing, close()])
  t.strictSame(batches.map(({ units }) => units), [['a'], ['b']])
})

t.test('closing waits for nothing where there is nothing', async (t) => {
  await t.resolves(groupCommit({ write: writtenAll }).close())
})
