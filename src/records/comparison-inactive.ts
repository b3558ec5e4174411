/** Agencies on file of which the records show nothing for long. */
import type { Access } from '../auth/principal.ts'
import type { AgencyFile } from '../domain/agency/agency.ts'
import { isOnFile } from '../domain/agency/status.ts'
import { regionPrefix, type RuleBook } from '../domain/book.ts'
import { classify } from '../domain/classify.ts'
import type { Day } from '../domain/day.ts'
import { inactiveMonths } from '../domain/leads/inactivity.ts'
import { caseOf } from '../domain/leads/lead.ts'
import type { Period } from '../domain/leads/row.ts'
import { Refused } from '../domain/question.ts'
import type { Answering } from '../streams/answered.ts'
import { placed } from './agency-standing.ts'
import type { Gathering } from './comparison-together.ts'
import { suspectOf } from './comparison-suspect.ts'
import type { RecordsOptions } from './options.ts'
import type { Register } from './register.ts'

const LEAD = 'inactive'

/** Whether so many months can be misconduct under the rules of the place: whether there was a good reason for them nobody has said yet. */
function matters (book: RuleBook, jurisdiction: string, occurredOn: Day, months: number): boolean {
  const { conduct = '' } = book.vocabulary.leads[LEAD] ?? {}
  try {
    const { outcome } = classify(book, { jurisdiction, occurredOn, conducts: [{ code: conduct, facts: { inactiveMonths: months } }] }, { lang: 'zh' })
    return outcome === 'needs-facts' || outcome === 'violation'
  } catch (error) {
    // No rules, no misconduct.
    if (error instanceof Refused) return false
    throw error
  }
}

/** @param last the day of the last record of each agency that has one */
export async function * inactiveLeads ({ book, store }: RecordsOptions, register: Register<AgencyFile>, expected: Period & { readonly jurisdiction: string }, last: ReadonlyMap<string, Day>, { lines, stream: { arriving, turn } }: Gathering, access: Access): Answering {
  const { from, to, jurisdiction } = expected
  const region = regionPrefix(jurisdiction)
  const known = register.all(region === '' ? {} : { region }, access)
  for await (const { kept: { file }, standing: { status, filings } } of placed(store, known, to)) {
    if (turn.isOver) {
      await turn.begin()
      arriving.goOn()
    }
    const [filedFrom] = filings.map((filing) => filing.from).sort()
    if (!isOnFile(status) || filedFrom === undefined) continue
    const lastDay = last.get(file.id) ?? null
    const months = inactiveMonths({ from, to }, lastDay, filedFrom)
    const { opening: { jurisdiction: home, ref } } = file
    if (!matters(book, home, to, months)) continue
    const facts = { inactiveMonths: months }
    yield lines.lead({
      lead: LEAD,
      facts,
      detail: lastDay === null
        ? { zh: `${from} 至 ${to} 的数据中没有该机构的评价记录，截至期末至少 ${months} 个整月`, en: `in the records from ${from} to ${to} there is no evaluation by the agency: at least ${months} full months by the end` }
        : { zh: `该机构最后一次评价记录在 ${lastDay}，截至 ${to} 已 ${months} 个整月`, en: `the last evaluation by the agency on record was on ${lastDay}, ${months} full months before ${to}` },
      caseOf: (conduct, words) => caseOf(conduct, facts, suspectOf(ref, file), { jurisdiction: home, occurredOn: to }, words)
    })
  }
}
