/** Why a step of an agency's file may not come: what stands against it now, whatever it says, and what stands against this one. */
import { yearOf } from '../day.ts'
import { conductFaults } from '../fact-faults.ts'
import { agencyRulesFor, FilingFault, ratingResult } from '../filing.ts'
import { ANNULLABLE, grantedApplication, openApplication, type AgencyStep, type AgencyStepType } from './agency.ts'
import { apply, grant, noApplication, ofApplication, refilingRefused, refuse, supplement } from './application-checks.ts'
import { crossesCity } from './plan.ts'
import { outOfOrder, refusal, refuseFaults, type AgencyRefusal, type AgencySituation, type Given } from './refusal.ts'
import { staffOn } from './staff.ts'
import { agencyOn, isOnFile, isRefused } from './status.ts'

const putOnFile: Given<'put-on-file'> = ({ today }, { on, until }) =>
  outOfOrder(today, ['on', on]) ?? (until !== undefined && until < on ? refusal('date-out-of-order', `${until} 早于 ${on}`, `${until} is before ${on}`, 'until') : null)

const takeOffFile: Given<'take-off-file'> = ({ today, file }, { role, ref, on }) =>
  outOfOrder(today, ['on', on]) ?? (staffOn(file, role, on, ref).length > 0 ? null : refusal('not-on-file', '当日不在该类人员名册', 'nobody with this number is on file in this role on that day', 'ref'))

const recordCrossing: Given<'record-crossing'> = ({ today, file }, { place, from, to, reportedOn, consentedOn }) => {
  if (!crossesCity(file, { site: { jurisdiction: place } })) throw new FilingFault([{ pointer: '/place', detail: { zh: '在机构所在的市内', en: 'it is within the agency\'s own city' } }])
  if (to < from) return refusal('date-out-of-order', `${to} 早于 ${from}`, `${to} is before ${from}`, 'to')
  return outOfOrder(today, ['reportedOn', reportedOn], ['consentedOn', consentedOn])
}

const rate: Given<'rate'> = (situation, { selfAssessedOn, reviewedOn, on, stars }) => {
  const { book, today, file, inForce } = situation
  const rules = agencyRulesFor(book, file.opening.jurisdiction, on)?.rules ?? null
  if (!ratingResult(rules, stars)) return refusal('not-in-this-ruleset', '当地规则没有星级评定', 'the rules of the place know no star rating')
  const early = outOfOrder(today, ['selfAssessedOn', selfAssessedOn], ['reviewedOn', reviewedOn], ['on', on])
  if (early) return early
  if (!isOnFile(agencyOn(file, on, inForce).status)) return refusal('not-on-file', `${on} 不在备案之列`, `it is not on file on ${on}`, 'on')
  // The rating is held once in so many years, not on the same day of each: its rounds are counted by calendar years.
  const years = rules?.rating?.everyYears ?? 0
  const last = file.ratings.find((one) => Math.abs(yearOf(one.on) - yearOf(on)) < years)
  return last ? refusal('too-soon', `每 ${years} 年评定一次，${yearOf(last.on)} 年已评定`, `a rating is given once in ${years} years, and there is one of ${yearOf(last.on)}`, 'on') : null
}

const supervise: Given<'supervise'> = ({ book: { vocabulary }, today }, { on, findings }) => {
  refuseFaults(findings.flatMap((finding, index) => conductFaults(vocabulary, 'agency', finding, `/findings/${index}`)))
  for (const { handling, caseId, handledOn } of findings) {
    if (handling === 'case' && caseId === undefined) return refusal('required-here', '立案处理的须写明案件', 'of a problem from which a case was opened the case is named', 'caseId')
    const early = outOfOrder(today, ['on', on], ['handledOn', handledOn])
    if (early) return early
  }
  return outOfOrder(today, ['on', on])
}

const annul: Given<'annul'> = ({ file }, { seq }) => {
  const step = file.entries.find((entry) => entry.seq === seq)
  return step && (ANNULLABLE as readonly string[]).includes(step.type) && !file.annulled.has(seq)
    ? null
    : refusal('not-annullable', `第 ${seq} 步不能作废；可作废的只有人员、跨市和督导的登记`, `step ${seq} cannot be annulled: only entries on staff, other cities and supervision can`, 'seq')
}

const CHECKS: { readonly [T in AgencyStepType]: Given<T> } = {
  apply,
  supplement,
  grant,
  refuse,
  'withdraw-application': (situation, { on }) => ofApplication(situation, on),
  'put-on-file': putOnFile,
  'take-off-file': takeOffFile,
  'record-crossing': recordCrossing,
  rate,
  supervise,
  annul
}

/** What stands against any step of this type now; null where one may come. */
export function refusalNow ({ book, today, file, inForce }: AgencySituation, type: AgencyStepType): AgencyRefusal | null {
  const open = openApplication(file)
  switch (type) {
    case 'apply':
      if (open) return refusal('application-open', `第 ${open.seq} 步的申请仍在办理`, `the application of step ${open.seq} is still to be decided`)
      return isRefused(inForce) ? refilingRefused() : null
    case 'supplement': return open || grantedApplication(file) ? null : noApplication()
    case 'grant':
    case 'refuse':
    case 'withdraw-application': return open ? null : noApplication()
    case 'take-off-file': return file.staff.length > 0 ? null : refusal('not-on-file', '名册上没有人员', 'there is nobody on file')
    case 'rate':
      if (!agencyRulesFor(book, file.opening.jurisdiction, today)?.rules?.rating) return refusal('not-in-this-ruleset', '当地规则没有星级评定', 'the rules of the place know no star rating')
      return file.grants.length > 0 ? null : refusal('not-on-file', '从未备案', 'it was never filed')
    case 'annul': return file.entries.some((entry) => (ANNULLABLE as readonly string[]).includes(entry.type) && !file.annulled.has(entry.seq)) ? null : refusal('not-annullable', '没有可作废的步骤', 'there is no step that can be annulled')
    default: return null
  }
}

/**
 * What stands against this step.
 * @throws FilingFault where it contradicts itself or the file
 */
export function refusalOf (situation: AgencySituation, step: AgencyStep, level: string): AgencyRefusal | null {
  // Whether no further filing is accepted is asked as of the day of the application.
  const now = step.type === 'apply' && !openApplication(situation.file) ? null : refusalNow(situation, step.type)
  return now ?? (CHECKS[step.type] as Given<typeof step.type>)(situation, step as never, level)
}
