import t from 'tap'
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrationsOf } from '../../src/store/migrations.ts'

const script = fileURLToPath(new URL('../../src/cli/migrate.ts', import.meta.url))
const latest = migrationsOf('sqlite').length

const migrate = (cwd: string, url: string | undefined, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', cwd, env: url === undefined ? {} : { DATABASE_URL: url } })

t.test('the schema is brought up to date once', async (t) => {
  const directory = t.testdir({})
  t.match(migrate(directory, 'file:store.db'), { status: 0, stderr: '', stdout: `The schema was at version 0 and is at version ${latest} now.\n` })
  t.match(migrate(directory, 'file:store.db'), { status: 0, stderr: '', stdout: `The schema is up to date: version ${latest}.\n` })
})

t.test('without DATABASE_URL it is the file that the service takes', async (t) => {
  for (const url of [undefined, '']) {
    const directory = t.testdir({})
    t.match(migrate(directory, url), { status: 0, stderr: '' })
    t.ok(existsSync(join(directory, 'evenhand.db')))
  }
})

t.test('what cannot be migrated ends with 1 and one line', async (t) => {
  const directory = t.testdir({})
  writeFileSync(join(directory, 'notes.txt'), 'Notes.\n'.repeat(999))
  for (const [url, line] of [
    ['file:notes.txt', /^file:notes\.txt: the file is no database\n$/],
    ['file:nowhere/store.db', /^file:nowhere\/store\.db cannot be opened: .+\n$/],
    ['mysql://clerk:hunter2@db/evenhand', /^DATABASE_URL has to be [^\n]+\n$/],
    ['postgres://clerk:hunter2@127.0.0.1:1/evenhand', /^[^\n]*ECONNREFUSED[^\n]*\n$/]
  ] as const) {
    const { status, stdout, stderr } = migrate(directory, url)
    t.strictSame([status, stdout], [1, ''])
    t.match(stderr, line)
    t.notMatch(stderr, /hunter2/)
  }
})

t.test('the command explains itself', async (t) => {
  const directory = t.testdir({})
  t.match(migrate(directory, undefined, '--help'), { status: 0, stdout: /^Usage: npm run migrate\n[^]*file:evenhand\.db/, stderr: '' })
  t.match(migrate(directory, undefined, '--fast'), { status: 2, stdout: '', stderr: /Usage: npm run migrate/ })
  t.match(migrate(directory, undefined, 'elsewhere'), { status: 2, stdout: '', stderr: /^Usage: npm run migrate/ })
  t.notOk(existsSync(join(directory, 'evenhand.db')), 'and has touched nothing')
})
