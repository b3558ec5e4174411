import t from 'tap'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { progressTo } from '../../src/seed/progress.ts'
import { rows } from '../seed/seeded.ts'

const script = fileURLToPath(new URL('../../src/cli/seed.ts', import.meta.url))

const seed = (path: string, ...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env: { DATABASE_URL: `file:${path}` } })
const count = (path: string): number | undefined => rows<{ n: number }>(path, 'select count(*) n from records where kind = \'case\'')[0]?.n

t.test('the command fills an empty store, refuses one with records, and adds to it where it is told to', async (t) => {
  const path = join(t.testdir({}), 'seeded.db')
  t.match(seed(path, '--cases', '30', '--until', '2026-06-30'), { status: 0, stdout: /^30 cases with \d+ steps in [\d.]+ s: \d+ cases\/s\.\n$/ })
  t.equal(count(path), 30)
  t.match(seed(path, '--cases', '30'), { status: 1, stdout: '', stderr: /^The store has records already\. .*--add/ })
  t.equal(count(path), 30)
  t.match(seed(path, '--cases', '30', '--until', '2026-06-30', '--add'), { status: 1, stderr: /take another/ })
  t.equal(count(path), 30)
  t.match(seed(path, '--cases', '20', '--until', '2026-06-30', '--add', '--seed', 'more'), { status: 0 })
  t.equal(count(path), 50)
})

t.test('what is asked for wrongly makes no store', async (t) => {
  const path = join(t.testdir({}), 'none.db')
  for (const args of [[], ['--cases', '0'], ['--cases', '1.5'], ['--cases', 'many'], ['--cases', '5', '--until', '2026-02-30'], ['--cases', '5', '--until', '2999-01-01'], ['--fast'], ['5']]) {
    t.match(seed(path, ...args), { status: 2, stdout: '', stderr: /Usage: npm run seed/ }, args.join(' '))
  }
  t.notOk(existsSync(path))
})

t.test('a database that is none is told in a line', async (t) => {
  t.match(spawnSync(process.execPath, [script, '--cases', '5'], { encoding: 'utf8', env: { DATABASE_URL: 'elsewhere' } }), { status: 1, stdout: '', stderr: /^DATABASE_URL.*\n$/ })
})

t.test('the command explains itself', async (t) => {
  t.match(seed('', '--help'), { status: 0, stdout: /^Usage: npm run seed -- --cases N/, stderr: '' })
})

t.test('progress is a bar on a terminal and lines elsewhere', async (t) => {
  let written = ''
  let now = 0
  const write = (text: string): void => { written += text }
  const bar = progressTo({ isTTY: true, write }, 2000, 'cases', () => now)
  now = 2000
  bar.tell(500)
  bar.end()
  t.equal(written, '\r[========                      ]  25%  500 of 2,000 cases, 250/s, 0:06 left\u001b[K\r\u001b[K')

  written = ''
  now = 0
  const lines = progressTo({ write }, 1_000_000, 'cases', () => now)
  for (const [ms, done] of [[10_000, 20_000], [12_000, 24_000], [15_000, 30_000]] as const) {
    now = ms
    lines.tell(done)
  }
  lines.end()
  t.equal(written, '20,000 of 1,000,000 cases, 2,000/s, 8:10 left\n30,000 of 1,000,000 cases, 2,000/s, 8:05 left\n', 'some seconds apart')
})
