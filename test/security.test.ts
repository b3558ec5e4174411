import t from 'tap'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const text = readFileSync(`${root}SECURITY.md`, 'utf8')
const named = new Set([...text.matchAll(/`(test\/[\w/.-]+)`/g)].map(([, path]) => path ?? ''))

t.test('every test that a claim of SECURITY.md names is there and is run', async (t) => {
  t.ok(named.size > 20)
  for (const path of named) {
    t.ok(existsSync(root + path), path)
    t.match(path, /\.test\.ts$/)
  }
})

t.test('every claim of SECURITY.md names a test', async (t) => {
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && line.split(' | ').length === 3)
  const claims = rows.filter((row) => !/\| shown by \|$/.test(row))
  t.ok(claims.length > 20)
  for (const row of claims) t.match(row, /`test\//, row)
})
