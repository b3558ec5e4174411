// Many clients of one service process, on a file.
import t, { type Test } from 'tap'
import { Random } from '../fuzz/random.ts'
import { acknowledgedBy, ask, Client, countOf, evidence, openCase, opening, type Answer } from './load.ts'
import { startService } from './process.ts'
import { faultsOf } from './verdict.ts'

t.setTimeout(180_000)

const serviceOn = async (t: Test): Promise<string> => (await startService(t, `file:${t.testdir()}/records.db`)).address
const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort()

t.test('of two who take a step on the same version one is told so, the other that it is stale', async (t) => {
  const address = await serviceOn(t)
  const opened = await openCase(address, 'shared')
  const acknowledged = []
  let { etag } = opened
  for (let round = 1; round <= 20; round += 1) {
    const names = [`left-${round}`, `right-${round}`]
    const answers = await Promise.all(names.map((name) => ask(address, `/v1/cases/${opened.id}/steps`, { method: 'POST', headers: { 'if-match': etag }, body: evidence(name) })))
    t.strictSame(statuses(answers), [201, 412])
    t.match(answers.find(({ status }) => status === 412)?.body, { code: 'stale-version' })
    const [{ body, etag: newer }, name] = answers[0]?.status === 201 ? [answers[0], names[0]!] : [answers[1]!, names[1]!]
    t.equal(body.version, round + 1)
    acknowledged.push({ caseId: opened.id, name, seq: round + 1, digest: String(body.head) })
    etag = newer
  }
  t.strictSame(await faultsOf(address, { acknowledged, opened: [opened.id] }), [], 'and of the other nothing was written')
})

t.test('sixty-four clients on eight cases: each finds its steps, and every chain holds', async (t) => {
  const address = await serviceOn(t)
  const cases = (await Promise.all(Array.from({ length: 8 }, (_, index) => openCase(address, `shared-${index}`)))).map(({ id }) => id)
  const opened = [...cases]
  const clients = Array.from({ length: 64 }, (_, index) => new Client(`client-${index}`, cases, new Random(index)))
  await Promise.all(clients.map(async (client) => {
    for (let step = 0; step < 3; step += 1) await client.act(() => address)
  }))
  const acknowledged = acknowledgedBy(clients)
  t.equal(acknowledged.length, 64 * 3)
  t.ok(countOf(clients, 'stale') > 64, 'they were in each other\'s way')
  t.strictSame(await faultsOf(address, { acknowledged, opened }), [])
})

/** Sends the same until it is acknowledged: several at a time, as an impatient client and its proxies do. */
async function insist (address: string, path: string, sent: { headers: Record<string, string>, body: unknown }): Promise<Answer[]> {
  const answers: Answer[] = []
  const one = async () => {
    for (;;) {
      const answer = await ask(address, path, { method: 'POST', ...sent })
      if (answer.body.code === 'request-in-progress') continue
      answers.push(answer)
      return
    }
  }
  await Promise.all([one(), one(), one()])
  return answers
}

t.test('whoever sends the same again and again with one key has done it once', async (t) => {
  const address = await serviceOn(t)
  const acknowledged = (await Promise.all(Array.from({ length: 12 }, async (_, client) => {
    const told = []
    let path = '/v1/cases'
    let etag: string | null = null
    for (let step = 0; step < 5; step += 1) {
      const name = `client-${client}-${step}`
      const headers = { 'idempotency-key': name, ...(etag === null ? {} : { 'if-match': etag }) }
      const answers = await insist(address, path, { headers, body: etag === null ? opening(name) : evidence(name) })
      t.strictSame(answers.map(({ status }) => status), [201, 201, 201])
      t.equal(answers.filter(({ replayed }) => !replayed).length, 1, 'it was done once')
      const [first] = answers as [Answer]
      for (const answer of answers) t.strictSame([answer.body, answer.etag], [first.body, first.etag])
      told.push({ caseId: String(first.body.id), name, seq: step + 1, digest: String(first.body.head) })
      path = `/v1/cases/${String(first.body.id)}/steps`
      etag = first.etag
    }
    return told
  }))).flat()
  t.equal(acknowledged.length, 60)
  t.strictSame(await faultsOf(address, { acknowledged }), [])
})
