/** The examples of campaign steps are more than well-formed: whoever takes them in their order takes the example campaign from its plan to its end. */
import t from 'tap'
import { campaignStepExamples, planExamples } from '../../src/schemas/campaign-examples.ts'
import { campaignStepTypes } from '../../src/schemas/campaign-step.ts'
import { Checker, operationsOf, servedBy, startApp } from './document.ts'
import { open } from './records.ts'

const app = await startApp()
const document = await servedBy(app)
const checker = new Checker(document)
const takeStep = operationsOf(document).find(({ operationId }) => operationId === 'takeCampaignStep')
t.teardown(() => app.close())

t.test('there is an example of every type of step', async (t) => {
  t.strictSame(Object.values(campaignStepExamples).map(({ value }) => value.type), campaignStepTypes)
})

t.test('the examples lead from the plan through seed, draw and results to the end', async (t) => {
  let { id, etag } = await open(app, '/v1/campaigns', planExamples['double-random'].value)
  const states: string[] = []
  for (const { value: payload } of Object.values(campaignStepExamples)) {
    const answer = await app.inject({ method: 'POST', url: `/v1/campaigns/${id}/steps`, headers: { 'if-match': etag }, payload })
    t.strictSame(takeStep && checker.faults(takeStep, answer), [], `${payload.type}: the answer is as documented`)
    const { state, code, reason } = answer.json()
    states.push(state ?? `${code}: ${reason}`)
    etag = String(answer.headers.etag)
  }
  t.strictSame(states, ['seeded', 'drawn', 'drawn', 'drawn', 'drawn', 'closed'])
  const read = await app.inject(`/v1/campaigns/${id}`)
  t.equal(read.headers.etag, etag, 'what is read has the version that the last step gave')
})
