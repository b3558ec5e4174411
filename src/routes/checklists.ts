/** What an inspection looks at, at a place on a day. */
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import type { RuleBook } from '../domain/book.ts'
import { checklistFor } from '../domain/inspection/checklist.ts'
import type { Lang } from '../domain/vocabulary.ts'
import { checklistView, type ChecklistView } from '../records/campaign-checklist.ts'
import { AgencyKind } from '../schemas/agency-step.ts'
import { Checklist } from '../schemas/checklist.ts'
import { answers, anyProblem, closed, Day, Jurisdiction, parameter, problems } from '../schemas/common.ts'
import { viewAgencyRules } from './agency-rules-view.ts'

export const further = Type.Optional(Type.Boolean({ description: 'also what the place\'s own rules are silent on and those behind them name. 附上级规定中的其他行为。', examples: [true] }))

const asked = Type.Object({
  jurisdiction: parameter(Jurisdiction, 'the place', '310112'),
  on: Type.Optional(parameter(Day, 'the day; today in China where it is not given. 基准日，默认为当日。', '2026-03-14')),
  agencyKind: Type.Optional(parameter(AgencyKind, 'where all the agencies are of one kind: some rules are meant for one alone', 'employer')),
  further
}, closed)

/** With how the rules of the place want inspections to be. */
export const withInspection = (book: RuleBook, view: ChecklistView, lang: Lang) =>
  ({ ...view, inspection: viewAgencyRules(book.vocabulary, book.version(view.ruleset.id, view.on)?.agencies ?? null, lang)?.inspection ?? null })

export function checklistRoutes (app: App, { rules: { book }, today }: Deps): void {
  app.get('/v1/checklists', {
    schema: {
      operationId: 'getChecklist',
      tags: ['questions'],
      summary: 'What an inspection of agencies looks at, row by row',
      description: 'Derived from the provisions on agencies that are in force at the place on the day: each conduct with the tiers that it can lead to and the facts to be established. 检查表。',
      querystring: asked,
      response: { 200: answers('the checklist', Checklist), ...problems('no-ruleset-in-force', ...anyProblem) }
    }
  }, ({ query: { jurisdiction, on = today(), agencyKind, further = false }, lang }) => {
    const checklist = checklistFor(book, { jurisdiction, on, further, ...agencyKind === undefined ? {} : { agencyKind } })
    return withInspection(book, checklistView(book, checklist, { jurisdiction, on, lang }), lang)
  })
}
