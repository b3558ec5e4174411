/** What is seen of the records: by place, and of persons. */
import t, { type Test } from 'tap'
import { secured, type Secured, type Who } from './secured.ts'

const REF = '110101199003074530'
const NAME = '欧阳小明'
const GUIYANG: Who = { roles: ['officer'], region: '5201', name: 'wei', pii: true }
const NANNING: Who = { roles: ['officer', 'auditor'], region: '4501', name: 'qin' }
const at = (who: Who, more: Partial<Who>): Who => ({ ...who, ...more })

const candidate = { type: 'candidate', ref: REF, refKind: 'resident-id', name: NAME }
const agency = { type: 'agency', ref: '91450100MA5K000000', refKind: 'uscc', name: '某评价机构' }
const opening = (jurisdiction: string, subject: { type: string }, code: string, narrative = '有记录') => ({ jurisdiction, occurredOn: '2026-03-02', subject, source: 'complaint', conducts: [{ code }], narrative })

async function setUp (t: Test): Promise<Secured & { guiyang: string, nanning: string, prior: string }> {
  const service = await secured(t)
  const made = async (who: Who, url: string, body: unknown): Promise<string> => {
    const answer = await service.ask(who, 'POST', url, body)
    if (answer.statusCode !== 201) throw new Error(answer.payload)
    return answer.json().id
  }
  const guiyang = await made(GUIYANG, '/v1/cases', opening('520102', candidate, 'candidate.copying', `${NAME}（${REF}）抄袭`))
  const nanning = await made(NANNING, '/v1/cases', opening('450103', agency, 'agency.fees'))
  const prior = await made(GUIYANG, '/v1/prior-decisions', { subject: candidate, jurisdiction: '520102', decidedOn: '2026-01-10', authority: '某局', measures: [{ measure: 'bar-current-year', from: '2026-01-10', to: '2027-01-09' }], document: '某号' })
  return { ...service, guiyang, nanning, prior }
}

t.test('a list shows what lies in the region of whoever asks', async (t) => {
  const { ask, guiyang, nanning } = await setUp(t)
  const listed = async (who: Who, query = ''): Promise<string[]> => (await ask(who, 'GET', `/v1/cases${query}`)).json().items.map(({ id }: { id: string }) => id)
  t.strictSame(await listed(GUIYANG), [guiyang])
  t.strictSame(await listed(NANNING), [nanning])
  t.strictSame(await listed(at(GUIYANG, { region: '52' })), [guiyang])
  t.strictSame(await listed(at(GUIYANG, { region: '' })), [nanning, guiyang])
  t.strictSame(await listed(at(GUIYANG, { region: '520103' })), [])
  t.strictSame(await listed(GUIYANG, '?jurisdiction=45'), [], 'asked for elsewhere, nothing is seen')
  t.strictSame(await listed(GUIYANG, '?jurisdiction=52'), [guiyang], 'asked for more, what is seen')
  t.strictSame(await listed(GUIYANG, '?jurisdiction=520102'), [guiyang])
  t.strictSame(await listed(GUIYANG, '?jurisdiction=520103'), [])
  const search = async (who: Who): Promise<number> => (await ask(who, 'POST', '/v1/cases/search', { subject: { type: 'candidate', ref: REF } })).json().items.length
  t.equal(await search(GUIYANG), 1)
  t.equal(await search(NANNING), 0)
})

t.test('events tell of the records of a region, and where to go on', async (t) => {
  const { ask, guiyang, nanning, prior } = await setUp(t)
  const told = async (who: Who, query = ''): Promise<{ subjects: string[], next: string }> => {
    const { items, next } = (await ask(who, 'GET', `/v1/events${query}`)).json()
    return { subjects: items.map(({ subject }: { subject: string }) => subject), next }
  }
  t.strictSame(await told(GUIYANG), { subjects: [guiyang, prior], next: '3' })
  t.strictSame(await told(NANNING), { subjects: [nanning], next: '3' })
  t.strictSame(await told(at(NANNING, { region: '31' })), { subjects: [], next: '3' }, 'nothing, and all of it has been looked at')
  t.strictSame(await told(at(GUIYANG, { region: '' })), { subjects: [guiyang, nanning, prior], next: '3' })
  t.strictSame(await told(GUIYANG, '?limit=1'), { subjects: [guiyang], next: '1' })
  t.strictSame(await told(GUIYANG, '?after=1&limit=1'), { subjects: [prior], next: '3' })
  t.strictSame(await told(GUIYANG, '?after=3'), { subjects: [], next: '3' })
})

t.test('a measure binds everywhere; its record is for those who may see it', async (t) => {
  const { ask, prior } = await setUp(t)
  const check = async (who: Who) => (await ask(who, 'POST', '/v1/standing-checks', { on: '2026-06-01', subjects: [{ type: 'candidate', ref: REF }] })).json().items[0]
  t.match(await check(GUIYANG), { clear: false, measures: [{ measure: 'bar-current-year', priorDecisionId: prior }] })
  const elsewhere = await check({ roles: ['portal'], region: '4501' })
  t.match(elsewhere, { clear: false, measures: [{ measure: 'bar-current-year' }] })
  t.notOk('priorDecisionId' in elsewhere.measures[0])
})

t.test('without the right to, a person is neither named nor numbered in any answer', async (t) => {
  const { ask, guiyang, prior } = await setUp(t)
  const plain = at(GUIYANG, { pii: false, name: 'plain' })
  const sees = async (who: Who): Promise<string> => {
    const texts = []
    for (const url of [`/v1/cases/${guiyang}`, `/v1/cases/${guiyang}/steps`, `/v1/cases/${guiyang}/export`, `/v1/cases/${guiyang}/recomputation`, `/v1/cases/${guiyang}/verification`, `/v1/prior-decisions/${prior}`, '/v1/cases', '/v1/events']) {
      const answer = await ask(who, 'GET', url)
      t.equal(answer.statusCode, 200, url)
      texts.push(answer.payload)
    }
    const { payload: file } = await ask(who, 'POST', '/v1/subject-files', { subject: { type: 'candidate', ref: REF } })
    const stepped = await ask(who, 'POST', `/v1/cases/${guiyang}/steps`, { type: 'add-evidence', kind: 'testimony', title: `${NAME}的陈述`, obtainedOn: '2026-03-02' }, { 'if-match': '*' })
    t.equal(stepped.statusCode, 201)
    const opened = await ask(who, 'POST', '/v1/cases', opening('520102', candidate, 'candidate.copying', NAME))
    t.equal(opened.statusCode, 201)
    const listed = await ask(who, 'POST', '/v1/prior-decisions', { subject: candidate, jurisdiction: '520102', decidedOn: '2026-01-11', authority: '某局', measures: [], document: '某号' })
    return [...texts, file, stepped.payload, opened.payload, listed.payload].join('\n')
  }
  const all = await sees(GUIYANG)
  t.ok(all.includes(NAME) && all.includes(REF), 'with the right to, they are there')
  const masked = await sees(plain)
  t.notOk(masked.includes(NAME), 'no name')
  t.notOk(masked.includes(REF), 'no number')
  t.match((await ask(plain, 'GET', `/v1/cases/${guiyang}`)).json(), { subject: { name: '欧***', ref: '**************4530' }, narrative: '欧***（**************4530）抄袭' })
})

t.test('an agency is no person: its name is in every directory', async (t) => {
  const { ask, nanning } = await setUp(t)
  t.match((await ask(NANNING, 'GET', `/v1/cases/${nanning}`)).json(), { subject: { name: agency.name, ref: agency.ref } })
})

t.test('whoever asks for a record is written down, whether he reads or writes and whether he gets it or not', async (t) => {
  const { ask, guiyang, nanning } = await setUp(t)
  const auditor: Who = { roles: ['auditor'], region: '', name: 'audit' }
  const entries = async (query = '', who = auditor) => (await ask(who, 'GET', `/v1/audit${query}`)).json()
  await ask(GUIYANG, 'GET', `/v1/cases/${guiyang}`)
  await ask(GUIYANG, 'GET', `/v1/cases/${nanning}`)
  await ask({ roles: ['portal'], region: '45', name: 'portal' }, 'POST', '/v1/standing-checks', { on: '2026-06-01', subjects: [{ type: 'candidate', ref: REF }, { type: 'candidate', ref: 'x' }] })
  await ask(GUIYANG, 'POST', '/v1/classifications', { jurisdiction: '520102', occurredOn: '2026-03-02', conducts: [{ code: 'candidate.copying' }] })
  const { items } = await entries()
  t.match(items, [
    { actor: 'portal', level: 'province', region: '45', operation: 'checkStanding', recordId: null, subjects: 2 },
    { actor: 'wei', operation: 'getCase', recordId: nanning, subjects: 0 },
    { actor: 'wei', level: 'city', region: '5201', operation: 'getCase', recordId: guiyang },
    { actor: 'wei', operation: 'recordPriorDecision', recordId: null, subjects: 1 },
    { actor: 'qin', operation: 'openCase' },
    { actor: 'wei', operation: 'openCase' }
  ])
  t.equal(items.length, 6, 'a question about nobody is not among them, nor is the audit itself')
  t.ok(items.every(({ at, requestId }: { at: string, requestId: string }) => at.endsWith('+08:00') && requestId.length === 36))
  t.equal((await entries(`?recordId=${guiyang}`)).items.length, 1)
  t.equal((await entries('?actor=qin')).items.length, 1)
  t.equal((await entries('', NANNING)).items.length, 1, 'an auditor sees who asks in his own region')
  const first = await entries('?limit=4')
  t.equal(first.items.length, 4)
  const rest = await entries(`?limit=4&before=${first.next}`)
  t.strictSame([...first.items, ...rest.items], items)
  t.notOk('next' in rest)
  t.notOk(JSON.stringify(items).includes(REF) || JSON.stringify(items).includes(NAME))
})

t.test('with authentication off nobody is written down, for nobody has said who he is', async (t) => {
  const { store } = await setUp(t)
  t.ok((await store.audit({ region: '' }, { limit: 100 })).every(({ actor }) => actor !== ''))
})
