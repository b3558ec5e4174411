/** The files in openapi/ are what the service serves, and the commands that keep them so do what they say. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { servedBy, startApp } from './document.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = (...args: string[]) => spawnSync(process.execPath, [join(root, 'src/cli/openapi-write.ts'), ...args], { encoding: 'utf8' })

t.test('the document in the repository is the one that is served, to the letter and on any day', async t => {
  const app = await startApp('2031-02-03')
  t.teardown(() => app.close())
  const file = readFileSync(join(root, 'openapi/openapi.json'), 'utf8')
  t.equal(file, `${JSON.stringify(await servedBy(app), null, 2)}\n`)
  const schema = readFileSync(join(root, 'openapi/ruleset.schema.json'), 'utf8')
  t.equal(schema, `${JSON.stringify((await app.inject('/schemas/ruleset.json')).json(), null, 2)}\n`)
})

t.test('the check names the first difference of a file, and writing removes it', async t => {
  const directory = t.testdir()
  t.equal(run(directory).status, 0)
  t.equal(run('--check', directory).status, 0, 'what has just been written passes')

  const path = join(directory, 'openapi.json')
  const document = JSON.parse(readFileSync(path, 'utf8'))
  document.paths['/v1/sanctions'].post.summary = 'something else'
  delete document.components.schemas.Day
  writeFileSync(path, JSON.stringify(document, null, 2))
  const changed = run('--check', directory)
  t.equal(changed.status, 1)
  t.match(changed.stderr, /^openapi\.json: \/components\/schemas\/Day: the file has nothing, the service \{/m)
  t.notMatch(changed.stderr, /ruleset\.schema\.json/)

  t.equal(run(directory).status, 0)
  writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))))
  writeFileSync(join(directory, 'ruleset.schema.json'), '{')
  const faulty = run('--check', directory)
  t.equal(faulty.status, 1)
  t.match(faulty.stderr, /^openapi\.json: says the same in another order or layout$/m)
  t.match(faulty.stderr, /^ruleset\.schema\.json: is not JSON$/m)
})

t.test('a file that is not there is told of in a line', async t => {
  const { status, stderr } = run('--check', t.testdir())
  t.equal(status, 1)
  t.match(stderr, /^openapi\.json: cannot be read \(ENOENT\)$/m)
})

t.test('the command says how it is used', async t => {
  const help = run('--help')
  t.equal(help.status, 0)
  t.match(help.stdout, /--check/)
  const wrong = run('--chekc')
  t.equal(wrong.status, 2)
  t.match(wrong.stderr, /--chekc[^]*Usage/)
})
