/** Every place of a ruleset file that names a reading, with its pointer. */
import type { RulesetDocument } from '../format.ts'
import { agencyRules, tracksOf } from '../agency-rules.ts'

export type NoteUse = readonly [note: string, pointer: string]

const of = ({ notes }: { readonly notes?: readonly string[] }, pointer: string): NoteUse[] =>
  (notes ?? []).map((note, index) => [note, `${pointer}/notes/${index}`])

const each = (list: readonly { readonly notes?: readonly string[] }[] | undefined, pointer: string): NoteUse[] =>
  (list ?? []).flatMap((one, index) => of(one, `${pointer}/${index}`))

type Measures = { readonly must?: readonly Measure[], readonly may?: readonly Measure[] }
type Measure = string | { readonly notes?: readonly string[] }

const ofMeasures = ({ must, may }: Measures, pointer: string): NoteUse[] => Object.entries({ must, may }).flatMap(([kind, list]) =>
  (list ?? []).flatMap((measure, index) => typeof measure === 'string' ? [] : of(measure, `${pointer}/${kind}/${index}`)))

export const noteUses = (data: RulesetDocument): NoteUse[] => [
  ...(data.inForce.notes ?? []).map(({ note }, index): NoteUse => [note, `/inForce/notes/${index}/note`]),
  ...each(data.supplement, '/supplement'),
  ...each(data.besides, '/besides'),
  ...Object.entries(data.tierMeasures ?? {}).flatMap(([tier, measures]) => ofMeasures(measures, `/tierMeasures/${tier}`)),
  ...data.articles.flatMap(({ provisions, measures }, index) => [...ofMeasures(measures ?? {}, `/articles/${index}/measures`), ...provisions.flatMap((provision, at) => {
    const pointer = `/articles/${index}/provisions/${at}`
    return [...of(provision, pointer), ...ofMeasures(provision.measures ?? {}, `${pointer}/measures`), ...each(provision.conducts, `${pointer}/conducts`)]
  })]),
  ...each(data.riders, '/riders'),
  ...data.escalations === 'inherit' ? [] : each(data.escalations, '/escalations'),
  ...each(data.gaps, '/gaps'),
  ...data.procedures.flatMap(({ steps }, index) => each(steps, `/procedures/${index}/steps`)),
  ...agencyRules(data).flatMap((rule) => of(rule, rule.pointer)),
  ...tracksOf(data).flatMap(({ track, pointer }) => of(track.examined ?? {}, `${pointer}/examined`))
]
