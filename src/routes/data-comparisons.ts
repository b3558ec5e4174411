/** Evaluation records held against filings, standing and each other: a stream in, a stream out, nothing kept. */
import type { App, Deps } from '../app-types.ts'
import { Problem } from '../plugins/problems.ts'
import { acceptStreams } from '../plugins/streams.ts'
import { placeFaults } from '../plugins/validation.ts'
import { bodyProblems, problems } from '../schemas/common.ts'
import { comparisonQuery, comparisonStreams, DEFAULT_PROGRESS, rowColumns } from '../schemas/comparison.ts'
import { CSV, NDJSON } from '../schemas/streams.ts'
import { csvRows, jsonRows } from '../streams/rows.ts'

interface Asked { readonly jurisdiction?: string, readonly from?: string, readonly to?: string }

const fault = (pointer: string, zh: string, en: string) => ({ pointer, in: 'query', detail: { zh, en } })

/**
 * Which agencies are looked for, and over which days.
 * @throws Problem where what is asked does not go together
 */
function expectedBy ({ jurisdiction, from, to }: Asked, today: string) {
  const errors = [
    ...from !== undefined || jurisdiction === undefined ? [] : [fault('/from', '查找长期未评价的机构须给出数据覆盖的期间', 'is needed to look for inactive agencies')],
    ...to !== undefined || jurisdiction === undefined ? [] : [fault('/to', '查找长期未评价的机构须给出数据覆盖的期间', 'is needed to look for inactive agencies')],
    ...from !== undefined && to !== undefined && from > to ? [fault('/to', '早于开始日期', 'is before the first day')] : [],
    ...to !== undefined && to > today ? [fault('/to', '晚于今天', 'is in the future')] : []
  ]
  if (errors.length > 0) throw new Problem('validation', undefined, errors)
  return { period: from === undefined && to === undefined ? null : { from: from ?? '0001-01-01', to: to ?? today }, jurisdiction: jurisdiction ?? null }
}

export function dataComparisonRoutes (app: App, { records, today }: Deps): void {
  const validate = app.validation.shape('EvaluationRow')
  acceptStreams(app, NDJSON, CSV)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store')
    done()
  })

  app.post('/v1/data-comparisons', {
    schema: {
      operationId: 'compareData',
      tags: ['records'],
      summary: 'Evaluation records compared with filings, standing and each other, as a stream',
      description: 'Each row is checked: barred candidates and assessors; agencies outside their filing, its area or its validity, across a city border without report and consent, or suspended; assessors not on file, or too few of them. Then all together: one person at two sites at once; with a period and a place, agencies on file without an evaluation for long. Whatever does not fit is a lead with its conduct, ready to become a case; nothing is decided or kept. Any number of rows in any order; read while you send. 数据比对：评价记录流式比对备案、处理状态与彼此，产生可立案线索。',
      querystring: comparisonQuery,
      'x-streams': comparisonStreams,
      response: problems(...bodyProblems, 'request-timeout')
    }
  }, async (request, reply) => {
    const { query, lang, principal } = request
    const { period, jurisdiction } = expectedBy(query, today())
    const comparison = records.comparison({ period, jurisdiction, progress: query.progress ?? DEFAULT_PROGRESS }, lang, principal)
    const reader = request.mediaType === CSV ? csvRows(rowColumns) : jsonRows()
    const shapeFaults = (value: unknown) => validate(value) ? [] : placeFaults(validate.errors ?? [], lang)
    return await app.answerStream(request, reply, (stream) => comparison.answer(stream, reader, shapeFaults), (problem) => comparison.lines.aborted(problem)) as never
  })
}
