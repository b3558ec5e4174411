/** The steps of a case: what happened, entered after the version that whoever enters it has seen. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { roleFor } from '../auth/access.ts'
import { Problem } from '../plugins/problems.ts'
import { asks } from '../schemas/common.ts'
import { stepExamples } from '../schemas/record-examples.ts'
import type { Decided } from '../plugins/metrics.ts'
import { CaseView } from '../schemas/record.ts'
import { CaseStep, stepShapeName, stepTypes } from '../schemas/step.ts'
import { caseId } from './cases.ts'
import { typedStep } from './typed-step.ts'
import { callerOf, created, writes, writesAnswer } from './writing.ts'

export const stepHeaders = Type.Object({
  ...writes.properties,
  'if-match': Type.Optional(Type.String({ maxLength: 1000, description: 'the ETag of the record that the step builds on: it has to be given, so that nobody acts on what has changed meanwhile. 所依据版本的ETag，必填。' }))
})

/** The steps by which something is decided. */
const DECISIONS = new Set<string>(['dismiss', 'decide', 'decide-review', 'decide-appeal'])

/** What was decided, and by whose rules: for the metrics. */
function decisionIn (step: { readonly type: string, readonly outcome?: unknown }, view: string): Parameters<Decided>[1] {
  const { classification: { outcome, ruleset } } = JSON.parse(view) as { classification: Parameters<Decided>[1] }
  return { ruleset, outcome: step.type === 'decide' ? outcome : step.type === 'dismiss' ? 'dismissed' : String(step.outcome) }
}

export function caseStepRoutes (app: App, { records }: Deps): void {
  const validator = typedStep(app, stepTypes, stepShapeName)
  app.post('/v1/cases/:id/steps', {
    validatorCompiler: ({ schema, httpPart }) => httpPart === 'body' ? validator : app.validation.compile(schema as object, httpPart),
    schema: {
      operationId: 'takeStep',
      tags: ['records'],
      summary: 'Adds a step to a case, if it may come now',
      description: 'A step that may not come now is refused (409 step-not-allowed) with the reason and with what must come first; GET /v1/cases/{id} lists those that may. 办理案件步骤。',
      params: caseId,
      headers: stepHeaders,
      body: asks(CaseStep, stepExamples),
      response: writesAnswer('the case after the step', CaseView, 'not-found', 'if-match-required', 'stale-version', 'step-not-allowed',
        'unknown-conduct', 'mixed-subjects', 'fact-not-applicable', 'no-ruleset-in-force')
    }
  }, async (request, reply) => {
    if (!request.principal.roles.has(roleFor(request.body.type))) throw new Problem('forbidden')
    const { body: step } = request
    const taken = await records.takeStep(request.params.id, request.headers['if-match'], step, callerOf(request))
    if (DECISIONS.has(step.type) && !taken.replayed) app.metrics.decided('case', decisionIn(step, taken.body))
    return created(reply, taken)
  })
}
