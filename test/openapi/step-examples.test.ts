/** The examples of steps are more than well-formed: whoever takes them in their order takes the example case from its registration to the archive. */
import t from 'tap'
import { openingExamples, stepExamples } from '../../src/schemas/record-examples.ts'
import { stepTypes } from '../../src/schemas/step.ts'
import { Checker, operationsOf, servedBy, startApp } from './document.ts'
import { open } from './records.ts'

const app = await startApp()
const document = await servedBy(app)
const checker = new Checker(document)
const takeStep = operationsOf(document).find(({ operationId }) => operationId === 'takeStep')
t.teardown(() => app.close())

const INVESTIGATOR = ['wei', 'city'] as const
const OTHERS: Readonly<Record<string, readonly [string, string]>> = { decide: ['lin', 'city'], 'decide-review': ['zhao', 'city'], 'decide-appeal': ['qian', 'province'] }

/** Takes steps one after the other, each on the version that the one before gave; the state after each. */
async function take (opening: object, steps: readonly { type: string }[]): Promise<string[]> {
  let { id, etag } = await open(app, '/v1/cases', opening)
  const states: string[] = []
  for (const step of steps) {
    const [actor, level] = OTHERS[step.type] ?? INVESTIGATOR
    const answer = await app.inject({ method: 'POST', url: `/v1/cases/${id}/steps`, headers: { 'if-match': etag, 'x-actor': actor, 'x-actor-level': level }, payload: step })
    t.strictSame(takeStep && checker.faults(takeStep, answer), [], `${step.type}: the answer is as documented`)
    const { state, code, reason } = answer.json()
    states.push(state ?? `${code}: ${reason}`)
    etag = String(answer.headers.etag)
  }
  const read = await app.inject(`/v1/cases/${id}`)
  t.equal(read.headers.etag, etag, 'what is read has the version that the last step gave')
  return states
}

const { 'suspend-pending': suspend, 'verify-rectification': verify, 'hear-waived': waived, dismiss, ...way } = stepExamples
const agency = openingExamples['guangxi-agency'].value

t.test('there is an example of every type of step', async t => {
  t.strictSame([...new Set(Object.values(stepExamples).map(({ value }) => value.type))].sort(), [...stepTypes].sort())
})

t.test('the examples lead from the registration through review and appeal to the archive', async t => {
  t.strictSame(await take(agency, Object.values(way).map(({ value }) => value)), ['investigating', 'investigating', 'investigating', 'facts-established', 'facts-established', 'notified',
    'notified', 'decided', 'in-force', 'in-force', 'under-review', 'in-force', 'under-appeal', 'in-force', 'in-force', 'closed'])
})

t.test('a party may waive the statement, and a case may end before a decision', async t => {
  const { accept, 'establish-facts': facts, notify } = stepExamples
  t.strictSame(await take(agency, [accept.value, facts.value, notify.value, waived.value, dismiss.value]), ['investigating', 'facts-established', 'notified', 'notified', 'dismissed'])
})

t.test('evaluation is suspended meanwhile where the ruleset knows that', async t => {
  t.strictSame(await take({ ...agency, jurisdiction: '520102' }, [stepExamples.accept.value, suspend.value]), ['investigating', 'investigating'])
})

t.test('a rectification is verified where one was imposed', async t => {
  const conducts = [{ code: 'agency.lax-eligibility-review', facts: { gravity: 'serious' } }]
  const { accept, 'establish-facts': facts, notify: { value: { optionalMeasures: _, ...notice } }, hear, decide, serve } = stepExamples
  const steps = [accept.value, { ...facts.value, conducts }, notice, hear.value, { ...decide.value, rectifyBy: '2026-06-30' }, serve.value, verify.value]
  t.strictSame(await take({ ...agency, conducts }, steps), ['investigating', 'facts-established', 'notified', 'notified', 'decided', 'in-force', 'in-force'])
})
