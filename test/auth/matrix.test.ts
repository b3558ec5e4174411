/** Every operation of the document × every role × every place: who is let in, who is not, and what is not there for whom. */
import t, { type Test } from 'tap'
import { callsOf, operationsOf, servedBy, type Operation } from '../openapi/document.ts'
import { ROLES, secured, type Role, type Secured, type Who } from './secured.ts'

const PUBLIC = ['healthLive', 'healthReady', 'openapi', 'problemPage', 'getDirectory']
const QUESTIONS: Record<string, readonly Role[]> = Object.fromEntries(['classify', 'sanction', 'sanctionBatch', 'compare', 'computeDeadline', 'assessFiling', 'checkPaperRetention', 'getChecklist', 'getCalendar', 'listRulesets', 'getRuleset', 'getRulesetSchema', 'getProvision',
  'getVocabulary', 'listConducts', 'listMeasures'].map((name) => [name, ROLES]))
const READERS: readonly Role[] = ['officer', 'decider', 'reviewer', 'auditor']
/** Written out a second time, by what each role is for: not read from the table that the service goes by. */
const MAY: Record<string, readonly Role[]> = {
  ...QUESTIONS,
  metrics: ['auditor', 'admin'],
  checkStanding: ['portal', ...READERS],
  openCase: ['officer'],
  takeStep: ['officer', 'decider', 'reviewer'],
  listCases: READERS,
  searchCases: READERS,
  getCase: READERS,
  listSteps: READERS,
  verifyCase: READERS,
  recomputeCase: READERS,
  exportCase: READERS,
  recordPriorDecision: ['officer'],
  getPriorDecision: READERS,
  withdrawPriorDecision: ['decider'],
  listEvents: READERS,
  listAudit: ['auditor'],
  eraseCase: ['admin'],
  erasePriorDecision: ['admin'],
  exportSubjectFile: READERS,
  compareData: READERS,
  registerAgency: ['officer'],
  listAgencies: READERS,
  getAgency: READERS,
  takeAgencyStep: ['officer', 'decider'],
  listAgencySteps: READERS,
  verifyAgency: READERS,
  openRatingCase: ['officer', 'decider'],
  getSupervisionLedger: READERS,
  exportSupervisionLedger: READERS,
  draftCircular: READERS,
  planCampaign: ['officer'],
  listCampaigns: READERS,
  getCampaign: READERS,
  takeCampaignStep: ['officer'],
  listCampaignSteps: READERS,
  verifyCampaign: READERS,
  recomputeDraw: READERS,
  getCampaignChecklist: READERS,
  getProblemList: READERS,
  getCampaignSummary: READERS,
  getCampaignSummaryCsv: READERS
}

/** The place of the records that are asked for, and places that hold it, or do not. */
const PLACE = '520102'
const INSIDE = ['', '52', '5201', '520102']
const OUTSIDE = ['45', '4501', '450103', '5203', '520103']

/** Whose path names a record. */
const OF_CASE = ['getCase', 'takeStep', 'listSteps', 'verifyCase', 'recomputeCase', 'exportCase', 'eraseCase']
const OF_PRIOR = ['getPriorDecision', 'withdrawPriorDecision', 'erasePriorDecision']
const OF_CAMPAIGN = ['getCampaign', 'takeCampaignStep', 'listCampaignSteps', 'verifyCampaign', 'recomputeDraw', 'getCampaignChecklist', 'getProblemList', 'getCampaignSummary', 'getCampaignSummaryCsv']
const OF_AGENCY = ['getAgency', 'takeAgencyStep', 'listAgencySteps', 'verifyAgency', 'openRatingCase']
/** Whose steps belong to different roles. */
const STEPPING = ['takeStep', 'takeAgencyStep']
/** Whose body says where the record that is made belongs. */
const MAKES = ['openCase', 'recordPriorDecision', 'registerAgency', 'planCampaign']

interface Asked { readonly operation: Operation, readonly url: string, readonly body?: Record<string, unknown> | string, readonly headers?: Record<string, string> }

async function setUp (t: Test): Promise<Secured & { calls: Asked[] }> {
  const service = await secured(t)
  const document = await servedBy(service.app)
  const officer: Who = { roles: ['officer'], region: PLACE }
  const made: Record<string, string> = {}
  const calls = operationsOf(document).map((operation): Asked => {
    const [first] = callsOf(operation)
    if (!first) throw new Error(`${operation.operationId} has no example`)
    // What is a stream is sent as one.
    if (first.text !== undefined) return { operation, url: first.url, body: first.text, headers: { 'content-type': String(first.headers['content-type']) } }
    return { operation, url: first.url, ...first.payload ? { body: { ...first.payload, ...MAKES.includes(operation.operationId) ? { jurisdiction: PLACE } : {} } } : {} }
  })
  for (const { operation: { operationId, path }, body } of calls.filter(({ operation }) => MAKES.includes(operation.operationId))) {
    const answer = await service.ask(officer, 'POST', path, body)
    if (answer.statusCode !== 201) throw new Error(`${operationId}: ${answer.payload}`)
    made[operationId] = answer.json().id
  }
  const placed = calls.map((call) => {
    const { operationId, path } = call.operation
    const id = OF_CASE.includes(operationId) ? made.openCase : OF_PRIOR.includes(operationId) ? made.recordPriorDecision : OF_AGENCY.includes(operationId) ? made.registerAgency : OF_CAMPAIGN.includes(operationId) ? made.planCampaign : undefined
    return id === undefined ? call : { ...call, url: path.replace('{id}', id).replace('{seq}', '2') }
  })
  return { ...service, calls: placed }
}

const methodOf = ({ method }: Operation): 'GET' | 'POST' => method === 'get' ? 'GET' : 'POST'

t.test('every operation has its line', async (t) => {
  const { calls } = await setUp(t)
  t.strictSame(calls.map(({ operation }) => operation.operationId).sort(), [...PUBLIC, ...Object.keys(MAY)].sort())
})

t.test('nobody gets in who does not say who he is', async (t) => {
  const { calls, ask, keyFor, store } = await setUp(t)
  const revoked = await keyFor({ roles: ['officer'], region: '52', name: 'gone' })
  await store.revokeApiKey(revoked.slice(4, 20), '2026-01-01T00:00:00.000+08:00')
  const over = await keyFor({ roles: ['officer'], region: '52', name: 'late', expiresAt: '2026-01-01T00:00:00.000+08:00' })
  const good = await keyFor({ roles: ['officer'], region: '52', name: 'good' })
  const other = good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A')
  for (const { operation, url, body } of calls) {
    for (const [who, text] of Object.entries({ nobody: null, 'no key': 'x', 'a revoked key': revoked, 'a key whose time is over': over, 'another secret': other, 'an unknown key': `evk_${'0'.repeat(16)}_${'A'.repeat(43)}` })) {
      const answer = await ask(text, methodOf(operation), url, body)
      if (PUBLIC.includes(operation.operationId)) t.not(answer.statusCode, 401, `${operation.operationId} is for anybody`)
      else t.match(answer, { statusCode: 401, headers: { 'www-authenticate': /^Bearer / } }, `${operation.operationId}: ${who}`)
    }
  }
  for (const authorization of ['Basic d2VpOng=', 'Bearer', `Bearer ${good}, Bearer ${good}`, good, `Bearer  ${good}`]) {
    t.equal((await ask(null, 'GET', '/v1/cases', undefined, { authorization })).statusCode, 401, authorization.slice(0, 12))
  }
  t.equal((await ask(good, 'GET', '/v1/cases')).statusCode, 200)
})

t.test('each role at each place is answered as it should be', async (t) => {
  const { calls, ask } = await setUp(t)
  for (const { operation, url, body, headers } of calls) {
    const { operationId } = operation
    if (PUBLIC.includes(operationId)) continue
    for (const role of ROLES) {
      for (const region of [...INSIDE, ...OUTSIDE]) {
        const { statusCode } = await ask({ roles: [role], region }, methodOf(operation), url, body, headers)
        const name = `${operationId}: ${role} of ${region || 'everywhere'}`
        if (!MAY[operationId]?.includes(role)) t.equal(statusCode, 403, name)
        else if (OUTSIDE.includes(region) && [...OF_CASE, ...OF_PRIOR, ...OF_AGENCY, ...OF_CAMPAIGN].includes(operationId)) {
          // A step that belongs to another role is refused before anybody looks whether the case is there.
          t.ok(statusCode === 404 || (STEPPING.includes(operationId) && statusCode === 403), `${name}: ${statusCode}`)
        } else if (OUTSIDE.includes(region) && MAKES.includes(operationId)) t.equal(statusCode, 403, name)
        // The agency that is there has not been rated.
        else if (operationId === 'openRatingCase') t.equal(statusCode, 404, name)
        else t.notOk([401, 403, 404, 500].includes(statusCode) && !(STEPPING.includes(operationId) && role !== 'officer'), `${name}: ${statusCode}`)
      }
    }
  }
})

t.test('without a role, a place or a level nothing but questions is answered', async (t) => {
  const { ask } = await setUp(t)
  t.equal((await ask({ roles: [], region: '52' }, 'GET', '/v1/conducts')).statusCode, 403)
  const nowhere: Who = { roles: ['officer', 'portal'], region: 'x', level: 'city' }
  t.equal((await ask(nowhere, 'GET', '/v1/cases')).statusCode, 403)
  t.equal((await ask(nowhere, 'GET', '/v1/conducts')).statusCode, 200)
  t.equal((await ask({ roles: ['officer'], region: '52', level: 'emperor' }, 'GET', '/v1/cases')).statusCode, 403)
})

const STEPS: Record<string, Role> = { decide: 'decider', 'decide-review': 'reviewer', 'decide-appeal': 'reviewer' }

t.test('each step belongs to a role', async (t) => {
  const { calls, ask } = await setUp(t)
  const take = calls.find(({ operation }) => operation.operationId === 'takeStep')
  const bodies = callsOf(take?.operation as Operation).map(({ payload }) => payload as { type: string })
  const types = new Set(bodies.map(({ type }) => type))
  t.equal(types.size, 19)
  for (const body of bodies) {
    for (const role of ['officer', 'decider', 'reviewer'] as const) {
      const { statusCode } = await ask({ roles: [role], region: '52' }, 'POST', take?.url ?? '', body, { 'if-match': '"0-0000000000000000"' })
      t.equal(statusCode, role === (STEPS[body.type] ?? 'officer') ? 412 : 403, `${body.type} by ${role}`)
    }
  }
})

const AGENCY_STEPS: Record<string, Role> = { grant: 'decider', refuse: 'decider', rate: 'decider' }

t.test('each step of an agency belongs to a role', async (t) => {
  const { calls, ask } = await setUp(t)
  const take = calls.find(({ operation }) => operation.operationId === 'takeAgencyStep')
  const bodies = callsOf(take?.operation as Operation).map(({ payload }) => payload as { type: string })
  t.equal(new Set(bodies.map(({ type }) => type)).size, 11)
  for (const body of bodies) {
    for (const role of ['officer', 'decider'] as const) {
      const { statusCode } = await ask({ roles: [role], region: '52' }, 'POST', take?.url ?? '', body, { 'if-match': '"0-0000000000000000"' })
      t.equal(statusCode, role === (AGENCY_STEPS[body.type] ?? 'officer') ? 412 : 403, `${body.type} by ${role}`)
    }
  }
})

t.test('who acts is who has proved it, whatever headers and body say', async (t) => {
  const { ask } = await secured(t)
  const who: Who = { roles: ['officer'], region: '4501', name: 'wei' }
  const opening = { jurisdiction: '450103', occurredOn: '2026-03-02', subject: { type: 'agency', ref: 'A-1', refKind: 'other', name: '某机构' }, source: 'complaint', conducts: [{ code: 'agency.fees' }] }
  const opened = await ask(who, 'POST', '/v1/cases', opening, { 'x-actor': 'somebody-else', 'x-actor-level': 'province' })
  t.equal(opened.statusCode, 201)
  const { items } = (await ask(who, 'GET', `/v1/cases/${opened.json().id}/steps`)).json()
  t.match(items, [{ actor: 'wei', level: 'city' }])
})
