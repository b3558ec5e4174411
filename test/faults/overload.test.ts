// Three times as many requests as the service can answer: those that it accepts are answered soon, the others are told at once to come again.
import t from 'tap'
import { setTimeout as sleep } from 'node:timers/promises'
import { opening } from './load.ts'
import { startService } from './process.ts'
import { bytesOf, Sender, type Told } from './sender.ts'
import { Reader } from './verdict.ts'

t.setTimeout(120_000)

/** The 99th percentile of the answers to accepted requests may be this multiple of that of a service with nothing else to do. */
const MULTIPLE = 100
const OFFERED = 3
const SECONDS = 5
/** Open from the start, as those of a proxy are: Node takes in one new connection in each turn of its event loop, and no gate is before that. */
const SOCKETS = 400
/** As the service is set unless somebody sets it otherwise. */
const LIMITS = { MAX_IN_FLIGHT: '64', MAX_WAIT_MS: '50' }

const quantile = (of: readonly Told[], share: number): number => of.map(({ ms }) => ms).sort((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * share))] ?? NaN
const ms = (value: number): string => `${value.toFixed(1)} ms`

t.test(`at ${OFFERED} times its capacity the service answers what it accepts within ${MULTIPLE} times what it takes at rest, and refuses the rest`, async (t) => {
  const { address } = await startService(t, `file:${t.testdir()}/records.db`, LIMITS)
  const port = Number(new URL(address).port)
  const [sender, operator] = [new Sender(port, SOCKETS), new Sender(port, 1)]
  t.teardown(() => { for (const one of [sender, operator]) one.close() })
  let [names, opened] = [0, 0]
  const open = async (): Promise<Told> => {
    const told = await sender.send(bytesOf('POST', '/v1/cases', opening(`load-${names += 1}`)))
    if (told.status === 201) opened += 1
    return told
  }
  const inTurn = async (many: number): Promise<Told[]> => {
    const all: Told[] = []
    while (all.length < many) all.push(await open())
    return all
  }

  await sender.connect(bytesOf('GET', '/health/live'))
  await Promise.all(Array.from({ length: 20 }, () => inTurn(50)))
  const rest = await inTurn(500)
  const atRest = quantile(rest, 0.99)
  const before = performance.now()
  const busy = (await Promise.all(Array.from({ length: 64 }, () => inTurn(50)))).flat()
  const capacity = busy.filter(({ status }) => status === 201).length / (performance.now() - before) * 1000

  const answers: Promise<Told>[] = []
  const health: Promise<Told>[] = []
  const began = performance.now()
  for (let at = 0; at < SECONDS * 1000; at = performance.now() - began) {
    while (answers.length < OFFERED * capacity * at / 1000) answers.push(open())
    if (health.length < at / 200) health.push(operator.send(bytesOf('GET', health.length % 2 === 0 ? '/health/live' : '/health/ready')))
    await sleep(2)
  }
  const told = await Promise.all(answers)
  const seconds = (performance.now() - began) / 1000
  const accepted = told.filter(({ status }) => status === 201)
  const refused = told.filter(({ status }) => status !== 201)
  const [offered, goodput, loaded] = [told.length / seconds, accepted.length / seconds, quantile(accepted, 0.99)]
  t.comment([
    `at rest: p50 ${ms(quantile(rest, 0.5))}, p99 ${ms(atRest)}; capacity ${capacity.toFixed(0)} a second`,
    `offered ${offered.toFixed(0)} a second; accepted ${goodput.toFixed(0)} a second, p50 ${ms(quantile(accepted, 0.5))}, p99 ${ms(loaded)}: ${(loaded / atRest).toFixed(1)} times that at rest`,
    `refused ${(refused.length / seconds).toFixed(0)} a second, p99 ${ms(quantile(refused, 0.99))}`
  ].join('\n'))
  t.ok(offered > (OFFERED - 1) * capacity, `offered: ${offered.toFixed(0)} a second`)
  t.strictSame(refused.filter(({ status, text }) => status !== 503 || !/^retry-after: 1\r$/m.test(text) || !text.includes('"code":"overloaded"')), [], 'the others are told when to come again')
  t.ok(refused.length > told.length / 4, `refused: ${refused.length} of ${told.length}`)
  t.ok(goodput > capacity / 10, `it goes on working: ${goodput.toFixed(0)} a second of ${capacity.toFixed(0)}`)
  t.ok(loaded < MULTIPLE * atRest, `p99: ${ms(loaded)}, ${ms(atRest)} at rest`)
  t.strictSame((await Promise.all(health)).filter(({ status }) => status !== 200), [], 'and says that it is well')
  const { events } = await new Reader().readAll(address)
  t.equal(events.length, opened, 'nothing was written for whoever was refused')
})
