/** Long work by turns, and a body that is read as it is asked for. */
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { Arriving } from '../../src/streams/arriving.ts'
import { Turn, TURN_MS, Turns } from '../../src/streams/turns.ts'

const untilOver = (turn: Turn): void => { while (!turn.isOver); }

t.test('of those who work, each has his turn, one in each turn of the event loop', async (t) => {
  const turns = new Turns()
  const order: string[] = []
  const work = async (name: string): Promise<void> => {
    const turn = new Turn(turns)
    for (let round = 0; round < 3; round++) {
      await turn.begin()
      order.push(name)
      untilOver(turn)
    }
  }
  let ticks = 0
  const ticking = setInterval(() => { ticks++ }, 0)
  await Promise.all(['a', 'b', 'c'].map(work))
  clearInterval(ticking)
  t.strictSame(order, ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c'])
  t.ok(ticks >= order.length - 1, 'and others are heard in between')
})

t.test('a turn that has not begun is over', async (t) => {
  const turn = new Turn(new Turns())
  t.ok(turn.isOver)
  await turn.begin()
  t.notOk(turn.isOver)
  await sleep(TURN_MS + 5)
  t.ok(turn.isOver)
})

const stalled = () => new Error('stalled')
const text = async (arriving: Arriving): Promise<string | null> => (await arriving.next())?.toString() ?? null

t.test('what has arrived is read, and its end is told', async (t) => {
  const body = new PassThrough()
  const arriving = new Arriving(body, 0, stalled)
  const first = text(arriving)
  body.write('a')
  t.equal(await first, 'a')
  body.end('b')
  t.equal(await text(arriving), 'b')
  t.equal(await text(arriving), null)
  t.equal(await text(arriving), null)
})

t.test('while nobody asks, the sender has to wait', async (t) => {
  const body = new PassThrough({ highWaterMark: 10 })
  const arriving = new Arriving(body, 0, stalled)
  t.equal(body.write('x'.repeat(50)), false)
  await sleep(20)
  t.ok(body.writableNeedDrain)
  await arriving.next()
  await sleep(0)
  t.notOk(body.writableNeedDrain)
})

t.test('whoever sends nothing for long is given up, and only while something is asked of him', async (t) => {
  const body = new PassThrough()
  const arriving = new Arriving(body, 50, stalled)
  body.write('a')
  t.equal(await text(arriving), 'a')
  await sleep(120)
  body.write('b')
  t.equal(await text(arriving), 'b')
  await t.rejects(arriving.next(), { message: 'stalled' })
  await t.rejects(arriving.next(), { message: 'stalled' }, 'for good')
})

t.test('whoever goes away is gone, before or while something is asked of him; whoever is stopped, at once', async (t) => {
  for (const early of [true, false]) {
    const body = new PassThrough()
    const arriving = new Arriving(body, 0, stalled)
    if (early) body.destroy()
    const next = arriving.next()
    if (!early) body.destroy()
    t.match(await next.catch((error: unknown) => error), { statusCode: 400 })
  }
  const destroyed = new PassThrough().destroy()
  t.match(await new Arriving(destroyed, 0, stalled).next().catch((error: unknown) => error), { statusCode: 400 })
  const stopped = new Arriving(new PassThrough(), 0, stalled)
  const next = stopped.next()
  stopped.stop(new Error('enough'))
  await t.rejects(next, { message: 'enough' })
  t.throws(() => { stopped.goOn() }, { message: 'enough' })
})
