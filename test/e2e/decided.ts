/** The short way to a decision in force, where the way there is not the point. */
import { addDays } from '../../src/domain/day.ts'
import type { Opening } from '../../src/domain/record/step.ts'
import { at, party, say } from './desks.ts'
import { by, type Dossier, type Office } from './office.ts'

interface Way { readonly decidedOn: string, readonly level?: string, readonly decidedAt?: string, readonly rectifyBy?: string }

/** A case that is decided and served two days later. */
export async function inForce (office: Office, opening: Opening, { decidedOn, level = 'county', decidedAt = level, rectifyBy }: Way): Promise<Dossier> {
  const { wei } = at(level)
  const day = (offset: number): string => addDays(decidedOn, offset)
  const dossier = await office.open(opening, wei)
  await dossier.proceed(say.accept, wei)
  await dossier.proceed(say.establish(day(-3), opening.conducts, { signers: ['wei', 'chen'], confirmedBy: 'lead' }), wei)
  await dossier.proceed(say.notify(day(-2)), wei)
  await dossier.proceed(say.hear(day(-1), { waived: true }), party)
  await dossier.proceed(say.decide(decidedOn, rectifyBy === undefined ? {} : { rectifyBy }), by('李华', decidedAt))
  await dossier.proceed(say.serve(day(2)), wei)
  return dossier
}

/** The decision of a case is reviewed by somebody else at the same level, with this outcome. */
export async function reviewed (dossier: Dossier, on: string, outcome: string, level = 'county'): Promise<void> {
  await dossier.take(say.request(on), party)
  await dossier.take(say.review(on, outcome), at(level).zhao)
}
