/** Every place of its text that a ruleset cites, and as what. */
import { agencyRules } from '../rulesets/agency-rules.ts'
import type { RulesetDocument } from '../rulesets/format.ts'

type Article = RulesetDocument['articles'][number]
type Provision = Article['provisions'][number]

/** What of a ruleset is held against its text. */
export type CitingRuleset = Pick<RulesetDocument, 'id' | 'version' | 'source' | 'articles' | 'riders' | 'notes' | 'otherParts' | 'agencies'>

export interface Cited {
  readonly path: string
  readonly cite: string
  /** an article gathers provisions; a measure may stand elsewhere than its provision */
  readonly as: 'provision' | 'rider' | 'article' | 'measure' | 'agency' | 'other'
  /** of another part: purpose, definition, procedure, filing … */
  readonly kind: string | null
  readonly tiers: readonly string[]
  /** it names a reading itself */
  readonly noted: boolean
  /** a reading is about it or its article */
  readonly discussed: boolean
}

const plain = (path: string, cite: string, as: Cited['as'], kind: string | null = null): Cited => ({ path, cite, as, kind, tiers: [], noted: false, discussed: false })

function tiersOf (tier: Provision['tier']): string[] {
  if (tier === undefined) return []
  return typeof tier === 'string' ? [tier] : Object.values(tier).flatMap((byValue) => Object.values(byValue))
}

function elsewhere (path: string, { measures }: Pick<Article, 'measures'>): Cited[] {
  return [...measures?.must ?? [], ...measures?.may ?? []].flatMap((entry) =>
    typeof entry === 'object' && entry.cite !== undefined ? [plain(path, entry.cite, 'measure')] : [])
}

export function citedBy ({ articles, riders = [], notes, otherParts, ...rest }: CitingRuleset): Cited[] {
  const about = new Set(notes.flatMap((note) => note.about ?? []))
  return [
    ...articles.flatMap((article) => [
      plain(article.path, article.cite, 'article'),
      ...elsewhere(article.path, article),
      ...article.provisions.flatMap((provision): Cited[] => [{
        ...plain(provision.path, provision.cite, 'provision'),
        tiers: tiersOf(provision.tier ?? article.tier),
        noted: provision.notes !== undefined,
        discussed: [article.path, provision.path].some((path) => about.has(`article:${path}`))
      }, ...elsewhere(provision.path, provision)])
    ]),
    ...riders.flatMap((rider) => [plain(rider.path, rider.cite, 'rider'), ...elsewhere(rider.path, rider)]),
    ...agencyRules(rest).map(({ path, cite }) => plain(path, cite, 'agency')),
    ...otherParts.map(({ path, cite, kind }) => plain(path, cite, 'other', kind))
  ]
}
