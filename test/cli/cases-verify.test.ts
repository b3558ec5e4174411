import t, { type Test } from 'tap'
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { migrateStore } from '../../src/store/open.ts'
import { Database } from '../../src/store/sqlite/drizzle.ts'
import type { Store } from '../../src/store/store.ts'
import { AGENCY, caller, opening, recordsOf, tell, viewOf, type Story } from '../records/story.ts'
import { openSealedStore, TEST_KEYS } from '../sealed.ts'
import { connect, start } from '../store/postgres-server.ts'

const script = fileURLToPath(new URL('../../src/cli/cases-verify.ts', import.meta.url))

interface Called { readonly status: number | null, readonly stdout: string, readonly stderr: string }

/** The command as it is called while others go on; in a directory of its own. */
async function verify (t: Test, url: string | undefined, args: readonly string[] = [], input = ''): Promise<Called> {
  const child = spawn(process.execPath, [script, ...args], { cwd: t.testdirName, env: url === undefined ? {} : { DATABASE_URL: url, DATA_KEYS: TEST_KEYS } })
  child.stdin.end(input)
  const status = new Promise<number | null>((resolve) => { child.once('close', resolve) })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await status, stdout, stderr }
}

/** A store in which something was written; `alter` gets at it without its triggers. */
interface Written { readonly url: string, readonly store: Store, readonly story: Story, readonly alter: (statement: string) => Promise<unknown> }

async function inFile (t: Test): Promise<Written> {
  const path = join(t.testdir({}), 'store.db')
  const url = `file:${path}`
  const store = await openSealedStore(url)
  t.teardown(() => store.close())
  const database = new Database(path)
  t.teardown(() => database.close())
  return {
    url,
    store,
    story: await tell(store),
    async alter (statement) {
      for (const { name } of database.prepare('select name from sqlite_schema where type = \'trigger\'').all() as { name: string }[]) database.exec(`drop trigger ${name}`)
      database.exec(statement)
    }
  }
}

async function inPostgres (t: Test): Promise<Written> {
  t.testdir({})
  const url = await start(t)
  await migrateStore(url)
  const store = await openSealedStore(url)
  t.teardown(() => store.close())
  const client = await connect(t, url)
  await client.query('set session_replication_role = replica')
  return { url, store, story: await tell(store), alter: (statement) => client.query(statement) }
}

const sum = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

for (const [name, written] of [['SQLite', inFile], ['PostgreSQL', inPostgres]] as const) {
  t.test(`a store in ${name} that is what was written ends with 0 and a line`, async (t) => {
    const { url } = await written(t)
    t.match(await verify(t, url), { status: 0, stderr: /^6 of 6 records, [^\n]+\n$/, stdout: /^6 records with 32 steps and 35 events: no faults\.\n$/ })
  })

  t.test(`each faulty record in ${name} is named in a line with its first fault, and so are the events`, async (t) => {
    const { url, alter, story: { raised, settled, standing } } = await written(t)
    await alter(`update steps set content = substr(content, 1, 40) where record_id = '${raised}' and seq = 3`)
    t.match(await verify(t, url), { status: 1, stdout: new RegExp(`^${raised}: step 3: content-altered: .+\\n6 records with 32 steps and 35 events: 1 fault\\.\\n$`) })
    await alter(`delete from steps where record_id = '${settled}' and seq = 2`)
    await alter(`update records set state = 'withdrawn' where id = '${standing}'`)
    await alter('delete from events where position = 4')
    const { status, stdout } = await verify(t, url)
    const [first, ...lines] = stdout.trimEnd().split('\n')
    t.equal(status, 1)
    t.equal(first, 'events: 4 is missing')
    t.equal(lines.pop(), '6 records with 31 steps and 34 events: 4 faults.')
    t.match(lines.sort(), [
      new RegExp(`^${standing}: step 1: projection-differs: .*state$`),
      new RegExp(`^${raised}: step 3: content-altered: `),
      new RegExp(`^${settled}: step 2: step-missing: `)
    ].sort())
  })

  t.test(`a store in ${name} that is written to meanwhile is not called faulty`, async (t) => {
    const { url, store } = await written(t)
    const records = recordsOf(store, 'sha256', Date.now)
    const ended = new AbortController()
    let [opened, withdrawn, counted] = [0, 0, 0]
    // Each subject is decided on again and again: whatever is read of a record in parts moves on in between.
    async function write (ref: string): Promise<void> {
      const subject = { ...AGENCY, ref }
      const li = caller('li')
      while (!ended.signal.aborted) {
        const { id } = JSON.parse((await records.recordPrior({ subject, jurisdiction: '450103', decidedOn: '2026-01-10', authority: '某局', tier: 'general', measures: [{ measure: 'suspend-evaluation' }], document: '某号' }, li)).body) as { id: string }
        const view = viewOf(await records.openCase(opening('2026-03-02', { subject }), li))
        opened += 1
        for (const step of [{ type: 'accept' }, { type: 'establish-facts', conducts: view.conducts, establishedOn: '2026-03-05' }, { type: 'notify', deliveredOn: '2026-03-05', method: 'in-person' }] as const) await records.takeStep(view.id, '*', step, li)
        counted += viewOf(await records.takeStep(view.id, '*', { type: 'decide', decidedOn: '2026-03-06', reasons: '清楚' }, caller('wang'))).history.length
        await records.withdrawPrior(id, { reasons: '误录' }, li)
        withdrawn += 1
        // The machine is for whoever reads as well.
        await sleep(20)
      }
    }
    const writers = Promise.all(['91450100MA5K000011', '91450100MA5K000012', '91450100MA5K000013'].map(write))
    // Verified more than once, of a store that grows.
    for (let time = 1; time <= 2; time++) {
      const before = withdrawn
      const { status, stdout } = await verify(t, url)
      t.equal(status, 0)
      t.match(stdout, /^[\d,]+ records with [\d,]+ steps and [\d,]+ events: no faults\.\n$/)
      t.ok(withdrawn > before, 'while others wrote')
    }
    ended.abort()
    await writers
    t.ok(opened > 0 && counted > 0, `${opened} cases were opened, ${withdrawn} decisions withdrawn`)
    t.match(await verify(t, url), { status: 0, stdout: /: no faults\.\n$/ })
  })
}

t.test('a file is read and not changed, also where no service has it open', async (t) => {
  const path = join(t.testdir({}), 'store.db')
  const store = await openSealedStore(`file:${path}`)
  await tell(store)
  await store.close()
  const before = sum(path)
  t.match(await verify(t, `file:${path}`), { status: 0 })
  t.match(await verify(t, 'file:store.db'), { status: 0 })
  t.equal(sum(path), before)
})

t.test('where there is nothing to be verified it ends with 2 and a line, and makes nothing', async (t) => {
  const directory = t.testdir({ 'notes.txt': 'Notes.\n'.repeat(999) })
  new Database(join(directory, 'other.db')).exec('create table notes (text)').close()
  for (const [url, line] of [
    [undefined, /^file:evenhand\.db: there is no such file\n$/],
    ['file:store.db', /^file:store\.db: there is no such file\n$/],
    ['file:nowhere/store.db', /^file:nowhere\/store\.db: there is no such file\n$/],
    ['file::memory:', /^file::memory:: what is kept in memory [^\n]+\n$/],
    ['file:notes.txt', /^file:notes\.txt cannot be read: [^\n]+\n$/],
    ['file:other.db', /^file:other\.db: the store has schema version 0[^\n]+\n$/],
    ['mysql://clerk:hunter2@db/evenhand', /^DATABASE_URL is [^\n]+\n$/],
    ['postgres://clerk:hunter2@127.0.0.1:1/evenhand', /^[^\n]*ECONNREFUSED[^\n]*\n$/]
  ] as const) {
    const { status, stdout, stderr } = await verify(t, url)
    t.strictSame([status, stdout], [2, ''], url ?? 'none')
    t.match(stderr, line)
    t.notMatch(stderr, /hunter2/)
  }
  for (const name of ['evenhand.db', 'store.db', 'nowhere']) t.notOk(existsSync(join(directory, name)), name)
})

t.test('an export is verified with nothing but the file', async (t) => {
  const directory = t.testdir({})
  const store = await openSealedStore('file::memory:')
  const { records, pending, raised } = await tell(store)
  const earlier = await records.export(pending, 'zh')
  await records.takeStep(pending, '*', { type: 'add-evidence', kind: 'documentary', title: '复印件', obtainedOn: '2026-09-02' }, caller('li'))
  const { record: { head } } = await records.export(pending, 'zh')
  const whole = JSON.stringify(await records.export(raised, 'en'))
  await store.close()
  const of = (content: string, ...args: string[]): Promise<Called> => {
    writeFileSync(join(directory, 'case.json'), content)
    return verify(t, undefined, ['case.json', ...args])
  }
  const { record: { head: last }, steps } = JSON.parse(whole) as typeof earlier
  const told = (id: string, count: number, digest: string): string => `case  ${id}\nsteps ${count}\nhead  ${digest}\n`

  t.strictSame(await of(whole), { status: 0, stderr: '', stdout: `${told(raised, 10, last)}No faults.\nWhether steps were cut off at the end shows only against a head that somebody kept (--head).\n` })
  t.strictSame(await of(whole, '--head', last), { status: 0, stderr: '', stdout: `${told(raised, 10, last)}The head that was kept is that of the last step.\nNo faults.\n` })
  t.match(await of(whole, '--head', steps[5]!.digest), { status: 0, stdout: 'The head that was kept is that of step 6; 4 came after it.\nNo faults.\n' })
  t.strictSame(await verify(t, undefined, ['-', '--head', last], whole), await of(whole, '--head', last), 'from standard input')

  t.match(await of(whole.replace('"grounds":"', '"grounds":"不')), { status: 1, stderr: '', stdout: /^FAULTY: step 10: content-altered: the content of step 10 does not fit its digest\n$/m })
  t.match(await of(whole.replace('"state":"under-review"', '"state":"archived"')), { status: 1, stdout: 'FAULTY: step 10: projection-differs: the steps do not bear out the record\'s state\n' })

  t.match(await of(JSON.stringify(earlier)), { status: 0, stdout: /^steps 3$/m }, 'cut off: nothing in the file tells')
  t.match(await of(JSON.stringify(earlier), '--head', head), { status: 1, stdout: /^FAULTY: step 3: head-differs: the head that was kept is that of no step\n$/m })

  for (const [content, line] of [['', /^this is no JSON: .+\n$/], ['{}', /^this is no export of a case \(format evenhand-record\/1\)\n$/]] as const) {
    const { status, stdout, stderr } = await of(content)
    t.strictSame([status, stdout], [2, ''])
    t.match(stderr, line)
  }
  t.match(await verify(t, undefined, ['nowhere.json']), { status: 2, stdout: '', stderr: 'nowhere.json: cannot be read (ENOENT)\n' })
  t.match(await verify(t, undefined, ['.']), { status: 2, stdout: '', stderr: '.: cannot be read (EISDIR)\n' })
  t.match(await verify(t, 'mysql://nowhere', ['nowhere.json']), { stderr: /^nowhere\.json/ }, 'no database is looked at')
  t.notOk(existsSync(join(directory, 'evenhand.db')))
})

t.test('the command explains itself, and says what was wrong in how it was called', async (t) => {
  const directory = t.testdir({})
  const call = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', cwd: directory, env: {} })
  for (const flag of ['--help', '-h']) t.match(call(flag), { status: 0, stderr: '', stdout: /^Usage: npm run cases:verify\n[^]*--head DIGEST[^]*file:evenhand\.db/ })
  for (const [args, reason] of [
    [['--fast'], /^Unknown option '--fast'/],
    [['one.json', 'two.json'], /^one FILE at a time\n/],
    [['--head', `sha256:${'0'.repeat(64)}`], /^--head belongs to an export/],
    [['one.json', '--head', 'sha256:00'], /^--head takes a digest/],
    [['one.json', '--head', `md5:${'0'.repeat(64)}`], /^--head takes a digest/],
    [['one.json', '--head'], /--head/]
  ] as const) {
    const { status, stdout, stderr } = call(...args)
    t.strictSame([status, stdout], [2, ''], args.join(' '))
    t.match(stderr, reason)
    t.match(stderr, /\n\nUsage: npm run cases:verify\n/)
  }
})
