/** An application of an agency that is on record, held against the rules of its place. */
import type { RuleBook } from '../book.ts'
import type { Day } from '../day.ts'
import type { WorkCalendar } from '../deadline.ts'
import { agencyRulesFor, assessFiling, validityOf, type FilingAssessment, type FilingRequest, type Track, type Validity } from '../filing.ts'
import type { Label, Lang } from '../vocabulary.ts'
import type { AgencyFile, Application } from './agency.ts'
import { filingsOn, type Filing } from './status.ts'

export interface Rules { readonly book: RuleBook, readonly calendar: WorkCalendar }

/** The filing that an application changes or renews. */
export const filingBefore = (file: Pick<AgencyFile, 'grants'>, { track, on }: Pick<Application, 'track' | 'on'>): Filing | undefined => filingsOn(file, on).find((filing) => filing.track === track)

/** The rules on its track; undefined where the rules of the place have none. */
export const trackOf = ({ book }: Pick<Rules, 'book'>, { opening: { jurisdiction } }: Pick<AgencyFile, 'opening'>, { track, on }: Pick<Application, 'track' | 'on'>): Track | undefined =>
  agencyRulesFor(book, jurisdiction, on)?.rules?.filing?.tracks.get(track)

/**
 * What is asked of the rules: what was said in the application, and what is on record of the agency.
 * @param file as it was before the application, or is since
 * @param dates further days of the procedure
 * @param on as of which day what has not been done is late
 */
export function requestOf (file: AgencyFile, application: Application, on: Day, dates: Readonly<Record<string, Day>> = {}): FilingRequest {
  const { track, kind, on: appliedOn, name, occupations, facts, materials, verified } = application
  const { jurisdiction, agencyKind } = file.opening
  const until = kind === 'initial' ? null : filingBefore(file, application)?.until ?? null
  return {
    jurisdiction,
    appliedOn,
    track,
    kind,
    registeredAt: jurisdiction,
    occupations,
    facts: { agencyKind, ...name === undefined ? {} : { changesBasicInformation: true }, ...facts },
    materials,
    verified,
    dates: { ...application.dates, ...dates },
    ...until === null ? {} : { expiresOn: until },
    on
  }
}

/** The day on which an application was decided, as a day of its procedure. */
export function endOf ({ state, endedOn }: Application): Readonly<Record<string, Day>> {
  if (endedOn === null || state === 'withdrawn') return {}
  return { [state === 'granted' ? 'filed' : 'refused']: endedOn }
}

/** @throws FilingFault, Refused */
export const assess = ({ book, calendar }: Rules, file: AgencyFile, application: Application, on: Day, lang: Lang, dates: Readonly<Record<string, Day>>): FilingAssessment =>
  assessFiling(book, calendar, requestOf(file, application, on, dates), { lang })

/** The days on which a filing holds that is granted on a day; null where the rules of the place do not say. */
export function validityGranted (rules: Pick<Rules, 'book'>, file: AgencyFile, application: Application, grantedOn: Day): Validity | null {
  const track = trackOf(rules, file, application)
  if (!track) return null
  const until = application.kind === 'renewal' ? filingBefore(file, application)?.until ?? undefined : undefined
  return validityOf(track, grantedOn, until)
}

const OPEN_POINTS: Readonly<Record<'unmet' | 'asked' | 'missing' | 'undone', Label>> = {
  unmet: { zh: '不符合', en: 'not met' },
  asked: { zh: '待查明', en: 'not known' },
  missing: { zh: '缺材料', en: 'papers missing' },
  undone: { zh: '未办环节', en: 'not done yet' }
}

/** What keeps an application from being granted, in words; empty where nothing does. The steps up to the filing have to have their days. */
export function openPoints ({ conditions, exclusions, occupations, materials, questions, steps }: FilingAssessment, lang: Lang): string[] {
  const named = (title: string, occupation: string | null): string => occupation === null ? title : `${occupation} ${title}`
  const filed = steps.findIndex(({ step }) => step === 'file')
  const points: Readonly<Record<keyof typeof OPEN_POINTS, readonly string[]>> = {
    unmet: [
      ...conditions.filter(({ status }) => status === 'unmet').map(({ title, occupation }) => named(title, occupation)),
      ...exclusions.filter(({ status }) => status === 'applies').map(({ title }) => title),
      ...occupations.filter(({ status }) => status === 'unmet').map(({ title, name }) => named(title, name))
    ],
    asked: questions.map(({ label, occupation }) => named(label, occupation)),
    missing: materials.required.filter(({ material }) => materials.missing.includes(material)).map(({ label }) => label),
    undone: steps.slice(0, Math.max(filed, 0)).filter(({ date, step }) => date === null && step !== 'refuse').map(({ label }) => label)
  }
  return (Object.keys(OPEN_POINTS) as (keyof typeof OPEN_POINTS)[]).filter((point) => points[point].length > 0)
    .map((point) => lang === 'zh' ? `${OPEN_POINTS[point].zh}：${points[point].join('、')}` : `${OPEN_POINTS[point].en}: ${points[point].join(', ')}`)
}
