/** What a step of an agency's file comes to: why it may not come, or what is kept with it. */
import { classify } from '../classify.ts'
import { agencyRulesFor, ratingResult, type FilingAssessment, type Validity } from '../filing.ts'
import { openApplication, type AgencyBodies, type AgencyFile, type AgencyStep, type AgencyStepType } from './agency.ts'
import { assess, validityGranted } from './application.ts'
import { refusalOf } from './checks.ts'
import type { AgencyRefusal, AgencySituation } from './refusal.ts'

/** The assessment on which a filing was granted or refused: what came out, and by which rules. */
const kept = ({ outcome, ruleset, notes }: FilingAssessment) => ({ assessment: { outcome, ruleset, notes } })

/** Where the rules do not say how long a filing holds, the authority does. */
function validityOf (situation: AgencySituation, { on, validity }: AgencyBodies['grant']): Validity | null {
  const { file } = situation
  const application = openApplication(file)
  if (!application || application.kind === 'change') return null
  return validity ?? validityGranted(situation, file, application, on) ?? { from: on, until: null }
}

/** What the service adds to a step that may come; all of it follows from the file and the rules. */
function outcomeOf (situation: AgencySituation, step: AgencyStep): object {
  const { book, file } = situation
  const application = openApplication(file)
  switch (step.type) {
    case 'grant': return application ? { ...kept(assess(situation, file, application, step.on, 'zh', { filed: step.on })), validity: validityOf(situation, step) } : {}
    case 'refuse': return application ? kept(assess(situation, file, application, step.on, 'zh', { refused: step.on })) : {}
    case 'rate': {
      const found = ratingResult(agencyRulesFor(book, file.opening.jurisdiction, step.on)?.rules ?? null, step.stars)
      return { result: found?.result, conduct: found?.conduct, provision: found?.provision, citation: found?.citation }
    }
    default: return {}
  }
}

/** The same without its type, which stands beside it. */
function bodyOf ({ type: _type, ...body }: AgencyStep): object { return body }

/**
 * @param level at which whoever takes the step acts
 * @throws FilingFault where the step contradicts itself or the file
 */
export function advanceAgency (situation: AgencySituation, step: AgencyStep, level: string): AgencyRefusal | { readonly type: AgencyStepType, readonly body: object, readonly outcome: object } {
  return refusalOf(situation, step, level) ?? { type: step.type, body: bodyOf(step), outcome: outcomeOf(situation, step) }
}

/** What a rating opens a case about, where the rules on misconduct of the place make anything of it; null where they do not. */
export function ratingConduct ({ book }: Pick<AgencySituation, 'book'>, { opening: { jurisdiction } }: Pick<AgencyFile, 'opening'>, { on, stars }: Pick<AgencyBodies['rate'], 'on' | 'stars'>): { readonly code: string, readonly facts: { readonly stars: number } } | null {
  const found = ratingResult(agencyRulesFor(book, jurisdiction, on)?.rules ?? null, stars)
  if (!found) return null
  const conduct = { code: found.conduct, facts: { stars } }
  return classify(book, { jurisdiction, occurredOn: on, conducts: [conduct] }, { lang: 'zh' }).outcome === 'violation' ? conduct : null
}
