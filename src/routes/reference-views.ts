/** Rulesets, provisions and codes in the language of the reader. */
import { viewAgencyRules } from './agency-rules-view.ts'
import type { RuleBook, Chain } from '../domain/book.ts'
import { viewStep } from '../domain/procedure.ts'
import type { MeasureRule, Note, Provision, Ruleset } from '../domain/ruleset.ts'
import type { FactDefinition, FilingFact, Lang, Vocabulary } from '../domain/vocabulary.ts'

export const viewDocument = ({ document: { title, number, issuer, issuedOn } }: Ruleset, lang: Lang) => ({ title, number, issuer: issuer[lang], issuedOn })

const viewMeasure = ({ vocabulary }: RuleBook, { measure, mandatory, when, imposedBy, citation, notes }: MeasureRule, lang: Lang) =>
  ({ measure, label: vocabulary.measures[measure]?.[lang] ?? measure, mandatory, when, imposedBy, citation, notes })

/** The words of a ruleset's provisions, where the authority keeps its text beside the service. */
type Words = ReadonlyMap<string, string> | undefined

export function viewProvision (book: RuleBook, ruleset: Ruleset, provision: Provision, lang: Lang, words?: Words) {
  const { id, kind, citation, title, tier, rank, catchAll, alternatives, measures, basis, printedBasis, notes } = provision
  const officialText = words?.get(id)
  return {
    provision: id,
    ruleset: ruleset.id,
    version: ruleset.version,
    kind,
    citation,
    title: title[lang],
    tier: typeof tier === 'string' ? tier : null,
    ...(tier !== null && typeof tier === 'object' ? { tierByFact: { fact: tier.fact, tiers: tier.tiers } } : {}),
    rank,
    catchAll,
    conducts: alternatives,
    measures: measures.map((measure) => viewMeasure(book, measure, lang)),
    basis,
    printedBasis,
    notes,
    ...(officialText === undefined ? {} : { officialText })
  }
}

/** A place of the text that is no provision on misconduct (an article of procedure, say), or an article as a whole. */
export function viewPart (ruleset: Ruleset, id: string, lang: Lang) {
  const part = ruleset.otherParts.get(id)
  const article = ruleset.articles.find(({ path }) => `${ruleset.id}/${path}` === id)
  const found = part ?? (article && { ...article, kind: 'misconduct' })
  if (!found) return undefined
  return {
    provision: id,
    ruleset: ruleset.id,
    version: ruleset.version,
    kind: found.kind,
    citation: found.citation,
    title: found.title[lang],
    tier: null,
    rank: null,
    catchAll: false,
    conducts: [],
    measures: [],
    basis: [],
    printedBasis: [],
    notes: []
  }
}

/** Its own readings, those of other rulesets that its provisions name, and those that hold for all. */
function notesOf ({ joining }: RuleBook, { rulesets }: Chain): Note[] {
  const [own, ...others] = rulesets
  const named = new Set([...own.provisions.values()].flatMap(({ notes, alternatives, measures }) => [...notes, ...[...alternatives, ...measures].flatMap((one) => one.notes)])
    .concat([...own.supplement.values()].flat(), own.besides.flatMap(({ notes }) => notes), own.gaps.flatMap(({ notes }) => notes)))
  return [...own.notes.values(), ...others.flatMap(({ notes }) => [...notes.values()].filter(({ id }) => named.has(id))), ...joining.notes.values()]
}

const viewNote = ({ id, question, reading, otherReading, about }: Note, lang: Lang) =>
  ({ id, question: question[lang], reading: reading[lang], otherReading: otherReading?.[lang] ?? null, about })

export function viewRuleset (book: RuleBook, chain: Chain, lang: Lang, words?: Words) {
  const [ruleset] = chain.rulesets
  const { id, version, title, jurisdiction, from, until, fallback, scope, articles, riders, gaps, provisions, procedures, otherParts } = ruleset
  const used = new Set([...provisions.values()].flatMap(({ measures }) => measures.map(({ measure }) => measure)))
  return {
    id,
    version,
    digest: chain.digest,
    title: title[lang],
    document: viewDocument(ruleset, lang),
    jurisdiction,
    from,
    until,
    fallback,
    scope,
    supplement: [...ruleset.supplement].map(([conduct, notes]) => ({ conduct, notes })),
    besides: ruleset.besides,
    articles: articles.map((article) => ({
      path: article.path,
      citation: article.citation,
      title: article.title[lang],
      provisions: article.provisions.flatMap((one) => {
        const provision = provisions.get(one)
        return provision ? [viewProvision(book, ruleset, provision, lang, words)] : []
      })
    })),
    riders: riders.map(({ on, when, provision }) => ({ on, when, provision: viewProvision(book, ruleset, provision, lang, words) })),
    escalations: chain.escalations.map(({ raises, to, under, prior, notes }) => ({ raises: raises.id, to, under, prior, notes })),
    gaps: gaps.map(({ conduct, when, why, notes }) => ({ conduct, when, why: why[lang], notes })),
    notes: notesOf(book, chain).map((note) => viewNote(note, lang)),
    measures: Object.entries(book.vocabulary.measures).filter(([code]) => used.has(code)).map(([code, label]) => ({ measure: code, label: label[lang] })),
    procedure: procedures.map(({ subjects, steps }) => ({ subjects, steps: steps.map((step) => ({ ...viewStep(book, step, lang), demanded: step.demanded })) })),
    otherParts: [...otherParts.values()].map((part) => ({ provision: part.id, citation: part.citation, title: part.title[lang], kind: part.kind })),
    agencies: viewAgencyRules(book.vocabulary, ruleset.agencies, lang)
  }
}

export const viewFact = (name: string, fact: FactDefinition, lang: Lang) => ({
  fact: name,
  type: fact.type,
  label: fact[lang],
  question: fact.question[lang],
  ...(fact.values ? { values: Object.entries(fact.values).map(([value, label]) => ({ value, label: label[lang] })) } : {}),
  ...(fact.minimum === undefined ? {} : { minimum: fact.minimum }),
  ...(fact.maximum === undefined ? {} : { maximum: fact.maximum }),
  ...(fact.default === undefined ? {} : { default: fact.default })
})

export const viewFilingFact = (name: string, { of, unit, type, ...fact }: FilingFact, lang: Lang) => ({
  ...viewFact(name, { ...fact, type: 'boolean' }, lang),
  type,
  of,
  ...(unit === undefined ? {} : { unit })
})

/** Every section by its name: a section that is new must be shown as well, or the types disagree. */
export function viewVocabulary ({ facts, circumstances, caseStates, fairnessRules, leads, filingFacts, supervisors, ...sections }: Vocabulary, lang: Lang) {
  const view = (section: keyof typeof sections) => Object.entries(sections[section]).map(([code, label]) => ({ code, label: label[lang] }))
  const viewFacts = (all: typeof facts) => Object.entries(all).map(([name, fact]) => viewFact(name, fact, lang))
  return {
    subjectTypes: view('subjectTypes'),
    tiers: view('tiers'),
    facts: viewFacts(facts),
    circumstances: viewFacts(circumstances),
    conducts: view('conducts'),
    measures: view('measures'),
    outcomes: view('outcomes'),
    vias: view('vias'),
    actors: view('actors'),
    steps: view('steps'),
    units: view('units'),
    problems: view('problems'),
    provisionKinds: view('provisionKinds'),
    caseStates: Object.entries(caseStates).map(([code, { open, ...label }]) => ({ code, label: label[lang], open })),
    priorStates: view('priorStates'),
    refusals: view('refusals'),
    levels: view('levels'),
    sources: view('sources'),
    refKinds: view('refKinds'),
    evidenceKinds: view('evidenceKinds'),
    deliveryMethods: view('deliveryMethods'),
    reportTargets: view('reportTargets'),
    reportSubjects: view('reportSubjects'),
    reviewOutcomes: view('reviewOutcomes'),
    rectificationResults: view('rectificationResults'),
    interimMeasures: view('interimMeasures'),
    deadlineKinds: view('deadlineKinds'),
    entries: view('entries'),
    eventTypes: view('eventTypes'),
    chainFaults: view('chainFaults'),
    fairnessRules: Object.entries(fairnessRules).map(([code, { about, ...label }]) => ({ code, label: label[lang], about: about[lang] })),
    agencySteps: view('agencySteps'),
    agencyStatuses: view('agencyStatuses'),
    applicationStates: view('applicationStates'),
    staffRoles: view('staffRoles'),
    registerRefusals: view('registerRefusals'),
    supervisionForms: view('supervisionForms'),
    handlings: view('handlings'),
    ledgerKinds: view('ledgerKinds'),
    leads: Object.entries(leads).map(([code, { conduct, ...label }]) => ({ code, label: label[lang], conduct })),
    comparisonLines: view('comparisonLines'),
    campaignSteps: view('campaignSteps'),
    campaignStates: view('campaignStates'),
    checkResults: view('checkResults'),
    filingFacts: Object.entries(filingFacts).map(([name, fact]) => viewFilingFact(name, fact, lang)),
    filingTracks: view('filingTracks'),
    filingKinds: view('filingKinds'),
    filingOutcomes: view('filingOutcomes'),
    filingSilences: view('filingSilences'),
    filingStatuses: view('filingStatuses'),
    filingMaterials: view('filingMaterials'),
    filingAcceptors: view('filingAcceptors'),
    filingPreliminaries: view('filingPreliminaries'),
    filingSteps: view('filingSteps'),
    filingDates: view('filingDates'),
    filingLimits: view('filingLimits'),
    paperMedia: view('paperMedia'),
    paperOutcomes: view('paperOutcomes'),
    ratingResults: view('ratingResults'),
    ratingSteps: view('ratingSteps'),
    supervisionRoles: view('supervisionRoles'),
    supervisionScopes: view('supervisionScopes'),
    selections: view('selections'),
    inspectionFocus: view('inspectionFocus'),
    inspectionReports: view('inspectionReports'),
    circularUses: view('circularUses'),
    crossingRequirements: view('crossingRequirements'),
    refusalContents: view('refusalContents'),
    supervisors: Object.entries(supervisors).map(([code, { level, ...label }]) => ({ code, label: label[lang], level }))
  } satisfies Record<keyof Vocabulary, unknown>
}
