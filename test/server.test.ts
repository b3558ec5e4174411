// The process as an operator starts it.
import t, { type Test } from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Run { code: number | null, signal: string | null, out: string, err: string }

/** Starts the service; `listening` ends with its address, or with the process. */
function start (environment: Record<string, string> = {}, args: string[] = []) {
  const child = spawn(process.execPath, ['--import', './src/node-guard.js', 'src/server.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', DATABASE_URL: 'file::memory:', ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let [out, err] = ['', '']
  child.stderr.on('data', (chunk) => { err += String(chunk) })
  const listening = new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (chunk) => {
      out += String(chunk)
      const address = /Server listening at (http:\/\/[^"]+)/.exec(out)?.[1]
      if (address) resolve(address)
    })
    child.once('exit', () => { resolve(undefined) })
  })
  const ended = once(child, 'close').then(([code, signal]): Run => ({ code: code as number | null, signal: signal as string | null, out, err }))
  t.teardown(() => { child.kill('SIGKILL') })
  return { child, listening, ended }
}

/** What is told to whoever started it wrongly: a line for each fault, and no stack trace. */
async function refused (t: Pick<Test, 'equal' | 'match' | 'notMatch'>, environment: Record<string, string>, ...lines: RegExp[]) {
  const { code, out, err } = await start(environment).ended
  t.equal(code, 1)
  t.equal(out, '')
  const told = err.trimEnd().split('\n')
  t.equal(told.length, lines.length, err)
  for (const [index, line] of lines.entries()) t.match(told[index], line)
  t.notMatch(err, /^\s+at /m)
}

t.test('it starts on the embedded defaults, says where it listens, answers, and ends on SIGTERM', async (t) => {
  const { child, listening, ended } = start()
  const address = await listening
  t.match(address, /^http:\/\/127\.0\.0\.1:\d+$/)
  const ready = await fetch(`${address}/health/ready`)
  t.equal(ready.status, 200)
  t.match(await ready.json(), { status: 'ready' })
  child.kill('SIGTERM')
  t.match(await ended, { code: 0, err: '' })
})

t.test('help names every variable with its default', async (t) => {
  const { code, out } = await start({}, ['--help']).ended
  t.equal(code, 0)
  for (const name of ['HOST', 'PORT', 'LOG_LEVEL', 'RULESETS_DIR', 'OFFICIAL_TEXTS_DIR']) t.match(out, new RegExp(`^  ${name} `, 'm'))
  t.match(out, /default: 3000/)
})

t.test('a bad value stops the start, one line for each', async (t) => {
  await refused(t, { PORT: '70000', LOG_LEVEL: 'loud' }, /^PORT is '70000': must be <= 65535$/, /^LOG_LEVEL is 'loud': .*trace,debug,info/)
})

t.test('an address that is taken is said so', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const { code, err } = await start({ PORT: String(port) }).ended
  t.equal(code, 1)
  t.equal(err, `cannot listen on 127.0.0.1:${port}: EADDRINUSE\n`)
})

t.test('a faulty ruleset of an operator stops the start with file, line, place and fault', async (t) => {
  const directory = t.testdir({ 'mine.yaml': 'format: evenhand-ruleset/1\nid: Mine\n' })
  const { code, err } = await start({ RULESETS_DIR: directory }).ended
  t.equal(code, 1)
  t.match(err, /^mine\.yaml:2:5 \/id: must match pattern/m)
  t.notMatch(err, /^\s+at /m)
})

t.test('a database on a server needs a key to be set, and a key that is none is told without being repeated', async (t) => {
  await refused(t, { DATABASE_URL: 'postgres://clerk:hunter2@127.0.0.1:1/evenhand' }, /^personal data are encrypted, and no key is set\. Make a key with "npm run data-keys -- new"/)
  await refused(t, { DATA_KEYS: 'k1:hunter2' }, /^DATA_KEYS: key 1 is not <id>:<32 bytes in base64>$/)
  await refused(t, { DATA_KEYS_FILE: '/nowhere/keys' }, /^DATA_KEYS_FILE: \/nowhere\/keys cannot be read \(ENOENT\)$/)
  await refused(t, { RETENTION_YEARS: '0' }, /^RETENTION_YEARS is '0': must be >= 1$/)
})

t.test('a directory that is not there is said so', async (t) => {
  await refused(t, { RULESETS_DIR: '/nowhere/rules' }, /^\/nowhere\/rules: the directory cannot be read \(ENOENT\)$/)
  await refused(t, { OFFICIAL_TEXTS_DIR: '/nowhere/texts' }, /^OFFICIAL_TEXTS_DIR is '\/nowhere\/texts': none of the official texts is there/)
})

t.test('an operator\'s own provinces and calendar answer beside the four rulesets', async (t) => {
  const { child, listening, ended } = start({ RULESETS_DIR: 'test/rulesets/provinces' })
  const address = await listening
  const { items } = await (await fetch(`${address}/v1/rulesets`)).json() as { items: { id: string, versions: object[] }[] }
  t.strictSame(items.map(({ id, versions }) => [id, versions.length]), [['cn', 1], ['guangxi', 1], ['guizhou', 1], ['lianghu', 2], ['minhang', 1], ['yunmeng', 1]])
  child.kill('SIGINT')
  t.match(await ended, { code: 0 })
})
