import t from 'tap'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../src/cli/keys.ts', import.meta.url))
const keys = (cwd: string, ...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', cwd, env: {} })
const PORTAL = ['--name', '登记门户', '--role', 'portal', '--region', '52', '--level', 'province']

t.test('a key is shown once, listed without its secret, and revoked', async (t) => {
  const directory = t.testdir({})
  const made = keys(directory, 'create', ...PORTAL)
  t.match(made, { status: 0, stdout: /^evk_[0-9a-f]{16}_[\w-]{43}\n$/, stderr: /never again/ })
  const [, id = '', secret = ''] = made.stdout.trim().split(/_(.{16})_/)
  t.notOk(['', '-wal'].some((end) => readFileSync(join(directory, `evenhand.db${end}`), { flag: 'a+' }).includes(secret)), 'the store does not have it')
  const officer = keys(directory, 'create', '--name', 'wei', '--role', 'officer', '--role', 'decider', '--region', '0', '--level', 'national', '--pii', '--days', '30')
  t.equal(officer.status, 0)
  const listed = keys(directory, 'list')
  t.match(listed, { status: 0, stdout: new RegExp(`^${id}\t登记门户\tportal\t52\tprovince\t-\tgood until revoked\n[0-9a-f]{16}\twei\tofficer decider\teverywhere\tnational\tpii:read\tgood until 20`), stderr: '2 keys\n' })
  t.notOk(listed.stdout.includes(secret))
  t.match(keys(directory, 'revoke', id), { status: 0, stdout: `Key ${id} is revoked.\n` })
  t.match(keys(directory, 'revoke', id), { status: 1, stderr: `there is no key ${id} that is not revoked\n` })
  t.match(keys(directory, 'list'), { stdout: /登记门户.*\trevoked 20/ })
})

t.test('what cannot be is refused before anything is opened', async (t) => {
  const directory = t.testdir({})
  for (const [args, what] of [
    [[], 'create, list or revoke'],
    [['drop'], 'create, list or revoke'],
    [['revoke'], 'create, list or revoke'],
    [['list', 'x'], 'create, list or revoke'],
    [['create'], '--name'],
    [['create', ...PORTAL.slice(2)], '--name'],
    [['create', '--name', 'x', '--region', '52', '--level', 'city'], '--role is missing'],
    [['create', ...PORTAL, '--role', 'emperor'], 'there is no role emperor'],
    [['create', ...PORTAL, '--region', '521'], '--region'],
    [['create', ...PORTAL, '--region', ''], '--region'],
    [['create', ...PORTAL, '--level', 'village'], '--level'],
    [['create', ...PORTAL, '--days', '0'], '--days'],
    [['create', ...PORTAL, '--colour', 'red'], '--colour']
  ] as const) {
    const { status, stdout, stderr } = keys(directory, ...args)
    t.strictSame([status, stdout], [2, ''], args.join(' '))
    t.match(stderr.split('\n\n')[0], what, args.join(' '))
    t.match(stderr, /Usage: npm run keys/)
  }
  t.match(keys(directory, '--help'), { status: 0, stdout: /Usage: npm run keys/ })
  t.throws(() => readFileSync(join(directory, 'evenhand.db')), { code: 'ENOENT' })
})
