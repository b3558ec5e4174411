/** Streams in constant memory: many lines go through a process whose heap could not hold them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'

/** Some twice of what the service needs to start. */
const HEAP_MB = 96

async function run (...args: string[]): Promise<{ code: number | null, out: string, err: string }> {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, 'test/http/bounded-heap.ts', ...args], { cwd: new URL('../..', import.meta.url), stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => { out += String(text) })
  child.stderr.on('data', (text) => { err += String(text) })
  const [code] = await once(child, 'close') as [number | null]
  return { code, out, err }
}

t.test('fifty thousand rows are compared in a heap that could not hold them', async (t) => {
  const { code, out, err } = await run('/v1/data-comparisons', '50000')
  t.equal(code, 0, err.slice(0, 500))
  const { status, read, last } = JSON.parse(out)
  t.equal(status, 200)
  t.ok(read > 9000)
  t.match(JSON.parse(last), { type: 'summary', rows: 50_000, complete: true })
})

t.test('a hundred thousand questions are answered in a heap that could not hold the answers', async (t) => {
  const { code, out, err } = await run('/v1/sanctions/batch', '100000')
  t.equal(code, 0, err.slice(0, 500))
  t.match(JSON.parse(out), { status: 200, read: 100_000 })
})

t.test('the heap is as small as that: whoever keeps the answers comes to its end', async (t) => {
  const { code, err } = await run('/v1/sanctions/batch', '400000', 'keep')
  t.not(code, 0)
  t.match(err, /heap out of memory/)
})
