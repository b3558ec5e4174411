/** The examples of an agency's steps, taken in their order, lead from the application to a rating and the case that it opens. */
import t from 'tap'
import { agencyExamples, agencyStepExamples } from '../../src/schemas/agency-examples.ts'
import { agencyStepTypes } from '../../src/schemas/agency-step.ts'
import { Checker, operationsOf, servedBy, startApp } from './document.ts'
import { open } from './records.ts'

const app = await startApp()
const document = await servedBy(app)
const checker = new Checker(document)
const takeStep = operationsOf(document).find(({ operationId }) => operationId === 'takeAgencyStep')
t.teardown(() => app.close())

interface View { readonly status: string, readonly applications: readonly { readonly state: string }[], readonly ratings: readonly { readonly caseId: string | null, readonly caseOpened: boolean }[] }

/** Takes steps one after the other, each on the version that the one before gave. */
async function take (number: number, steps: readonly { type: string }[]): Promise<View> {
  let { id, etag } = await open(app, '/v1/agencies', { ...agencyExamples['training-organisation'].value, ref: `JG-${number}` })
  for (const payload of steps) {
    const answer = await app.inject({ method: 'POST', url: `/v1/agencies/${id}/steps`, headers: { 'if-match': etag, 'x-actor': 'wei', 'x-actor-level': 'province' }, payload })
    t.equal(answer.statusCode, 201, `${payload.type}: ${answer.payload.slice(0, 200)}`)
    t.strictSame(takeStep && checker.faults(takeStep, answer), [], `${payload.type}: the answer is as documented`)
    etag = String(answer.headers.etag)
  }
  const read = await app.inject(`/v1/agencies/${id}`)
  t.equal(read.headers.etag, etag, 'what is read has the version that the last step gave')
  return read.json()
}

const { 'withdraw-application': withdrawn, refuse, ...way } = agencyStepExamples

t.test('there is an example of every type of step', async (t) => {
  t.strictSame(Object.values(agencyStepExamples).map(({ value }) => value.type).sort(), [...agencyStepTypes].sort())
})

t.test('the examples lead from the application to a rating, and to the case that it opens', async (t) => {
  const { status, applications, ratings } = await take(1, Object.values(way).map(({ value }) => value))
  t.equal(status, 'active')
  t.strictSame(applications.map(({ state }) => state), ['granted'])
  const [rating] = ratings
  t.equal(rating?.caseOpened, true)
  t.match((await app.inject(`/v1/cases/${rating?.caseId}`)).json(), { state: 'registered', subject: { ref: 'JG-1' }, conducts: [{ code: 'agency.star-rating', facts: { stars: 2 } }], classification: { tier: 'serious' } })
})

t.test('an application is withdrawn, or refused, in place of a filing', async (t) => {
  for (const [number, { value }] of [withdrawn, refuse].entries()) {
    const { status, applications } = await take(2 + number, [way.apply.value, way.supplement.value, value])
    t.equal(status, 'unfiled')
    t.strictSame(applications.map(({ state }) => state), [value.type === 'refuse' ? 'refused' : 'withdrawn'])
  }
})
