import t from 'tap'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../src/cli/rulesets-check.ts', import.meta.url))
const provinces = fileURLToPath(new URL('../rulesets/provinces', import.meta.url))

const check = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env: {} })

t.test('the rules that come with the service pass, and the command shows what it looked at', async (t) => {
  const { status, stdout, stderr } = check()
  t.equal(stderr, '')
  t.equal(status, 0)
  t.match(stdout, /^conduct +cn +guangxi +guizhou +minhang$/m)
  t.match(stdout, /^candidate\.copying +c +f +c +f$/m)
  t.match(stdout, /^agency\.fees +- +c +- +-$/m)
  t.match(stdout, /^agency\.false-filing-materials +g +sg +g +g$/m)
  t.match(stdout, /^f {2}left to a fallback$/m)
  t.match(stdout, /^cn@2021-01-01 agency\.inactivity: cn\/art-13\/item-3 \+ cn\/art-14\/item-7\n {4}governs: cn\/art-14\/item-7; note: CN-5; combinations: \d+$/m)
  t.match(stdout, /^\d+ combinations of facts checked, 87 conducts under 4 rulesets\.$/m)
  t.match(stdout, /^No faults\.$/m)
})

t.test('the rules of a directory are checked beside them', async (t) => {
  const { status, stdout } = check(provinces)
  t.equal(status, 0)
  t.match(stdout, /^conduct +cn +guangxi +guizhou +minhang +lianghu@2025-01-01 +lianghu@2025-07-01 +yunmeng$/m)
  t.match(stdout, /^candidate\.signalling +c +f +c +f +f +f +g$/m)
})

t.test('a fault ends with 1 and is told by file, line and place', async (t) => {
  const text = readFileSync(`${provinces}/yunmeng.2025-03-01.yaml`, 'utf8')
  const { status, stdout, stderr } = check(t.testdir({ 'yunmeng.yaml': text.replace(/^gaps:[^]*?^notes:/m, 'notes:') }))
  t.equal(status, 1)
  t.match(stdout, /^conduct /)
  t.notMatch(stdout, /No faults/)
  t.match(stderr, /^Faults \(1\):\nyunmeng\.yaml:\d+:\d+ \/gaps: nothing applies to candidate\.signalling where \{ seriouslyDisruptedOthers: false \}, and no gap says so\n$/m)
})

t.test('a directory that cannot be read ends with 1 and one line', async (t) => {
  const { status, stderr } = check(`${t.testdir({})}/nowhere`)
  t.equal(status, 1)
  t.match(stderr, /^\nFaults \(1\):\n.*nowhere: the directory cannot be read \(ENOENT\)\n$/)
})

t.test('the command explains itself', async (t) => {
  t.match(check('--help'), { status: 0, stdout: /^Usage: npm run rulesets:check/, stderr: '' })
  t.match(check('-h'), { status: 0 })
  t.match(check('--fast'), { status: 2, stderr: /Usage: npm run rulesets:check/ })
  t.match(check('one', 'two'), { status: 2, stderr: /^Usage: npm run rulesets:check/ })
})
