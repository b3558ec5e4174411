/** Types generated from the document make a client that an integrator can trust: it is checked, and it talks to a running service. */
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { startApp } from '../openapi/document.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const inRoot = (path: string): string => join(root, path)
const program = readFileSync(inRoot('test/client/integrator.ts.txt'), 'utf8')
/** What the README tells integrators to write. */
const [, snippet = ''] = /```ts\n([^`]*openapi-fetch[^]*?)```/.exec(readFileSync(inRoot('README.md'), 'utf8')) ?? []

/** The service answers in this process, so nothing here may wait for a program and block. */
function run (...args: string[]): Promise<{ status: number | null, output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text })
    child.on('error', reject)
    child.on('close', (status) => { resolve({ status, output }) })
  })
}

// Within the repository, so that the program finds openapi-fetch as it would in a project of its own.
const directory = t.testdir({
  'integrator.ts': program,
  'readme.ts': snippet,
  'package.json': '{ "type": "module" }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'ES2024', module: 'NodeNext', noEmit: true, strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, allowImportingTsExtensions: true, types: ['node'] },
    files: ['integrator.ts', 'readme.ts']
  })
})
const types = join(directory, 'evenhand.d.ts')

t.before(async () => {
  const { status, output } = await run(inRoot('node_modules/openapi-typescript/bin/cli.js'), inRoot('openapi/openapi.json'), '-o', types)
  if (status !== 0) throw new Error(output)
})

t.test('programs against the generated types pass the check of types, that of the README too, and their mistakes do not', async t => {
  const { status, output } = await run(inRoot('node_modules/typescript/bin/tsc'), '-p', directory)
  t.equal(output, '')
  t.equal(status, 0)
})

t.test('the program gets its answers from the running service', async t => {
  const app = await startApp()
  t.teardown(() => app.close())
  const { status, output } = await run(join(directory, 'integrator.ts'), await app.listen({ host: '127.0.0.1', port: 0 }))
  t.equal(status, 0, output)
  t.strictSame(JSON.parse(output), {
    outcome: 'violation',
    provisions: ['guizhou/art-6/item-1'],
    considered: 0,
    measures: ['cancel-subject-score'],
    ends: [null],
    items: ['violation', 'mixed-subjects'],
    status: 422,
    code: 'mixed-subjects',
    pointers: ['/conducts/1/code'],
    conditions: ['refusedAfterReminder']
  })
})

t.test('the program in the README prints the measures', async t => {
  const app = await startApp()
  t.teardown(() => app.close())
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const path = join(directory, 'readme.ts')
  writeFileSync(path, snippet.replace('http://127.0.0.1:3000', address))
  const { status, output } = await run(path)
  t.equal(status, 0, output)
  t.match(output, /取消当次全部科目成绩[^]*2031-11-21/)
})
