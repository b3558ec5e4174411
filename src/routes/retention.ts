/** What becomes of records in time. Whose file is asked for stands in a body: nothing of a person may stand in an address. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import { answers, anyProblem, asks, bodyProblems, problems } from '../schemas/common.ts'
import { erasureExamples, subjectFileExamples } from '../schemas/record-examples.ts'
import { Erased, ErasureGiven, SubjectFile, SubjectFileAsked } from '../schemas/retention.ts'
import { caseId } from './cases.ts'
import { priorId } from './prior-decisions.ts'
import { callerOf, created, writes, writesAnswer } from './writing.ts'

const erases = {
  tags: ['records'],
  headers: writes,
  body: asks(ErasureGiven, erasureExamples),
  response: {
    ...writesAnswer('what was erased', Erased, 'not-found', 'step-not-allowed', 'stale-version'),
    // Nothing is where it was.
    201: { ...Type.Unsafe<string>(answers('what was erased', Erased)), 'x-headers': ['IdempotencyReplayed'] }
  }
}

export function retentionRoutes (app: App, { records }: Deps): void {
  app.post('/v1/cases/:id/erasure', {
    schema: {
      ...erases,
      operationId: 'eraseCase',
      summary: 'Erases a case whose time has come',
      description: 'From the day after `retention.until` on. Its contents can never be read again; the numbers and digests of its steps stay, so that the chain still stands. 保存期满后删除案件。',
      params: caseId
    }
  }, async (request, reply) => created(reply, await records.erase('case', request.params.id, callerOf(request))))

  app.post('/v1/prior-decisions/:id/erasure', {
    schema: {
      ...erases,
      operationId: 'erasePriorDecision',
      summary: 'Erases the record of an earlier decision whose time has come',
      description: 'As a case; its time runs from the day on which it was recorded. 保存期满后删除以往处理记录。',
      params: priorId
    }
  }, async (request, reply) => created(reply, await records.erase('prior-decision', request.params.id, callerOf(request))))

  app.post('/v1/subject-files', {
    schema: {
      operationId: 'exportSubjectFile',
      tags: ['records'],
      summary: 'Everything that is kept about one subject, as one file',
      description: 'Its cases as exports, earlier decisions with their steps, what is in force today; for the subject\'s own right to know. Nothing is created. 导出某一对象的全部记录。',
      body: asks(SubjectFileAsked, subjectFileExamples),
      response: { 200: { ...answers('the file', SubjectFile), 'x-headers': ['ContentDisposition'] }, ...problems(...bodyProblems, ...anyProblem) }
    }
  }, async ({ body: { subject }, lang, principal }, reply) => {
    const file = await records.subjectFile(subject, lang, principal)
    reply.header('content-disposition', 'attachment; filename="subject-file.json"')
    return file
  })
}
