/** Rows against each other: who was at two sites at once. Looked for at the end, when all rows are known, in the order of persons and days. */
import { Whereabouts, isTimed, type Presence } from '../domain/leads/overlap.ts'
import { caseOf } from '../domain/leads/lead.ts'
import type { Label } from '../domain/vocabulary.ts'
import type { Answering, Stream } from '../streams/answered.ts'
import type { Attendance, Scratch, Session } from '../streams/scratch.ts'
import type { Lines } from './comparison-lines.ts'
import type { Lookups } from './comparison-lookups.ts'
import { suspectOf } from './comparison-suspect.ts'

export interface Gathering { readonly scratch: Scratch, readonly lookups: Lookups, readonly lines: Lines, readonly stream: Stream }

type Present = Presence & { readonly session: Session, readonly at: Attendance }

const siteOf = ({ place, siteId }: Session): string => siteId === '' ? place : `${place} ${siteId}`
const timesOf = ({ from, to }: Session): string => from === '' ? '' : ` ${from}–${to}`

/** Of nobody in particular: the row says of whom. */
function detailOf (here: Session, there: Session, who: Label): Label {
  const timed = isTimed(here, there)
  const [one, other] = [here, there].map((session) => `${siteOf(session)}${timesOf(session)}`)
  return {
    zh: `${here.date} 同一${who.zh}在 ${one} 与 ${other} 两处${timed ? '，时间重叠' : '；时间没有写全，是否重叠不能确定'}`,
    en: `on ${here.date} the same ${who.en} is at ${one} and at ${other}${timed ? ', at overlapping times' : '; the times are not all given, so that it is not known whether they overlap'}`
  }
}

const WHO = {
  candidate: { zh: '参评人员', en: 'candidate' },
  assessor: { zh: '考评人员', en: 'assessor' }
} as const satisfies Record<string, Label>

async function leadOf ({ lookups, lines, stream: { turn } }: Gathering, here: Present, there: Present): Promise<string> {
  const { at: { nth, line }, session: { agency, occupation, level, place, siteId, date } } = here
  const type = nth === 0 ? 'candidate' : 'assessor'
  const file = (await lookups.agencies([agency], turn)).get(agency)?.file ?? null
  return lines.lead({
    lead: `${type}-twice`,
    line,
    otherLine: there.at.line,
    facts: {},
    detail: detailOf(here.session, there.session, WHO[type]),
    person: { type, ...nth === 0 ? {} : { nth } },
    caseOf: (conduct, words) => caseOf(conduct, {}, suspectOf(agency, file), { jurisdiction: place, occurredOn: date }, words, {
      occupation, ...level === '' ? {} : { level }, place, ...siteId === '' ? {} : { siteId }, heldOn: date
    })
  })
}

const presenceOf = (at: Attendance, session: Session): Present =>
  ({ place: session.place, siteId: session.siteId, from: session.from, to: session.to, agency: session.agency, session, at })

const isSameDay = (a: Attendance, b: Attendance | undefined): boolean => a.person === b?.person && a.date === b.date

/** One lead for each person, day and agency: each of the agencies let him be there. */
export async function * togetherLeads (gathering: Gathering): Answering {
  const { scratch, stream: { arriving, turn }, lines } = gathering
  await turn.begin()
  let [alone, where]: [Attendance | undefined, Whereabouts<Present> | null] = [undefined, null]
  for (const page of scratch.attendances()) {
    for (const attendance of page) {
      if (turn.isOver) {
        await turn.begin()
        arriving.goOn()
      }
      if (!isSameDay(attendance, alone)) {
        [alone, where] = [attendance, null]
        continue
      }
      // Most are at one session a day: nothing is made of those.
      if (!where && alone) {
        where = new Whereabouts()
        where.add(presenceOf(alone, scratch.session(alone.session)))
      }
      const presence = presenceOf(attendance, scratch.session(attendance.session))
      for (const other of where?.add(presence) ?? []) {
        for (const [here, there] of [[presence, other], [other, presence]] as const) {
          const lead = here.at.nth === 0 ? 'candidate-twice' : 'assessor-twice'
          if (!scratch.isNew(JSON.stringify([lead, here.agency, here.at.person, here.at.date]))) continue
          lines.showing(lead)
          yield await leadOf(gathering, here, there)
        }
      }
    }
  }
}
