/** What the whole comes to, in which order, and what is asked. */
import fc from 'fast-check'
import t from 'tap'
import type { FilingRequest } from '../../../src/domain/filing/request.ts'
import type { FactValue, FilingFact } from '../../../src/domain/vocabulary.ts'
import { APPRAISAL, EMPLOYER, QUALIFICATION, RENEWAL, SCHOOL, SOCIAL_GROUP, TRAINING, assess, book, withFacts, type Facts } from './applications.ts'

for (const [name, request] of Object.entries({ EMPLOYER, SCHOOL, TRAINING, SOCIAL_GROUP, APPRAISAL, QUALIFICATION, RENEWAL })) {
  t.test(`${name}: with everything in order the application is eligible and nothing is asked`, async t => {
    const answer = assess(request)
    t.match(answer, { outcome: 'eligible', why: null, questions: [], refusal: null, materials: { missing: [] } })
    t.ok(answer.conditions.length > 20 && answer.conditions.every(({ status }) => status === 'met'))
    t.ok(answer.exclusions.every(({ status }) => status === 'clear'))
    t.ok(answer.occupations.every(({ status }) => status === 'met'))
  })
}

t.test('what is not met goes first, then what is not known, then what is not handed in', async t => {
  const unknown: Facts = { fixedOffice: null }
  const missed: Facts = { goodCredit: false }
  t.equal(assess({ ...SCHOOL, materials: [] }).outcome, 'materials-missing')
  t.equal(assess(withFacts({ ...SCHOOL, materials: [] }, unknown)).outcome, 'needs-facts')
  const all = assess(withFacts({ ...SCHOOL, materials: [] }, { ...unknown, ...missed }))
  t.match(all, { outcome: 'not-met', questions: [] })
  t.match(all.refusal, { written: true, contents: [{ code: 'reasons' }, { code: 'basis' }], citation: /附件2第二部分第（五）项$/ })
  t.match(assess(withFacts(APPRAISAL, missed)).refusal, { written: true, citation: /附件1第二部分第（三）项$/ })
})

t.test('a refusal stands in place of the filing and of what would follow', async t => {
  const steps = (request: FilingRequest): string[] => assess(request).steps.map(({ step }) => step)
  t.ok(steps(SCHOOL).includes('file') && !steps(SCHOOL).includes('refuse'))
  for (const one of [withFacts(SCHOOL, { goodCredit: false }), { ...SCHOOL, dates: { refused: '2026-03-20' } }]) {
    t.ok(steps(one).includes('refuse'))
    t.notOk(['file', 'receipt', 'inform-centre'].some((step) => steps(one).includes(step)))
  }
})

t.test('of an applicant of whom nothing is known everything is asked once, and nothing that does not matter', async t => {
  const { facts: _, occupations, registeredAt: __, ...rest } = EMPLOYER
  const answer = assess({ ...rest, occupations: occupations.map(({ name, levels }) => ({ name, levels })) })
  t.equal(answer.outcome, 'needs-facts')
  const asked = answer.questions.map(({ fact, occupation }) => `${fact} ${occupation ?? ''}`)
  t.strictSame(asked, [...new Set(asked)])
  const ofTrack = (track: string): string[] => asked.map((one) => one.split(' ')[0] ?? '').filter((fact) => track.includes(fact))
  t.strictSame(ofTrack('projectKind inQualificationCatalogue announcedByRegion centralUnitInCapital regionWideOrganisation filedForQualifications changesBasicInformation'), [], 'what only the other annex or a change asks')
  t.notOk(asked.some((one) => /concernsOccupations/.test(one)), 'what follows from the request')
  t.match(answer.questions.find(({ fact }) => fact === 'agencyKind'), { type: 'enum', values: ['employer', 'school', 'training-organisation'], occupation: null })
  t.match(answer.questions.find(({ fact }) => fact === 'annualReviewFailedOn'), { type: 'date' })
})

t.test('a fact that can no longer change anything is not asked', async t => {
  const asked = (request: FilingRequest): string[] => assess(request).questions.map(({ fact }) => fact)
  t.strictSame(asked(withFacts(SCHOOL, { externalStaff: null, externalStaffAgreements: null })), ['externalStaff', 'externalStaffAgreements'])
  t.strictSame(asked(withFacts(SCHOOL, { externalStaff: true })), ['externalStaffAgreements'])
  t.strictSame(asked(withFacts(TRAINING, { legalForm: null })), ['legalForm', 'decoupledFromGovernment', 'annualReviewFailedOn', 'onIllegalOrganisationList'])
  t.strictSame(asked(withFacts(SOCIAL_GROUP, { annualReviewFailedOn: null })), ['annualReviewFailedOn'])
})

// --- Properties ---

const definitions = Object.entries(book.vocabulary.filingFacts)
const DAYS = ['never', '2023-03-01', '2023-03-02', '2025-06-30', '2026-03-02']

function valueOf ({ type, values }: FilingFact): fc.Arbitrary<FactValue> {
  if (type === 'boolean') return fc.boolean()
  if (type === 'enum') return fc.constantFrom(...Object.keys(values ?? {}))
  return type === 'date' ? fc.constantFrom(...DAYS) : fc.constantFrom(1, 2, 3, 4, 6, 7)
}

/** What the service works out by itself is left to it. */
const DERIVED = new Set(['concernsOccupations', 'registeredInRegion', 'majorGroup'])

const factsOf = (of: FilingFact['of']): fc.Arbitrary<Facts> => fc.record(
  Object.fromEntries(definitions.filter(([name, fact]) => fact.of === of && !DERIVED.has(name)).map(([name, fact]) => [name, valueOf(fact)])),
  { requiredKeys: [] }
) as fc.Arbitrary<Facts>

const sound = fc.constantFrom(EMPLOYER, SCHOOL, TRAINING, SOCIAL_GROUP, APPRAISAL, QUALIFICATION, RENEWAL)

/** An application in order in which some facts are others and some are taken away. */
const application: fc.Arbitrary<FilingRequest> = fc.tuple(sound, factsOf('application'), factsOf('occupation'), fc.subarray(definitions.map(([name]) => name)), fc.boolean()).map(([base, whole, single, away, spoilt]) => {
  const without = (facts: Facts | undefined): Facts => Object.fromEntries(Object.entries(facts ?? {}).filter(([name]) => !away.includes(name)))
  return {
    ...base,
    facts: without({ ...base.facts, ...spoilt ? whole : {} }),
    occupations: base.occupations.map((one) => ({ ...one, facts: without({ ...one.facts, ...spoilt ? single : {} }) }))
  }
})

const settledOf = (request: FilingRequest): Map<string, string> => {
  const { conditions, exclusions, occupations, acceptance } = assess(request)
  return new Map([
    ...conditions.map((one): [string, string] => [`condition ${one.id} ${one.occupation ?? ''}`, one.status]),
    ...exclusions.map((one): [string, string] => [`exclusion ${one.id}`, one.status]),
    ...occupations.map((one): [string, string] => [`occupation ${one.name}`, one.status]),
    ...acceptance.flatMap((one) => one.occupations.map((name): [string, string] => [`route ${name}`, one.route ?? 'unknown']))
  ])
}

/** The request with one more fact known. */
function telling (request: FilingRequest, fact: string, value: FactValue, occupation: string | null): FilingRequest {
  if (occupation === null) return withFacts(request, { [fact]: value })
  return { ...request, occupations: request.occupations.map((one) => one.name === occupation ? { ...one, facts: { ...one.facts, [fact]: value } } : one) }
}

t.test('one more fact never makes unknown again, or otherwise, what was settled', async () => {
  fc.assert(fc.property(application, fc.nat(), (request, pick) => {
    const { questions } = assess(request)
    const question = questions[pick % Math.max(1, questions.length)]
    if (!question) return
    const definition = book.vocabulary.filingFacts[question.fact]
    const [value] = definition ? fc.sample(valueOf(definition), { numRuns: 1, seed: pick }) : []
    if (value === undefined) return
    const [before, after] = [settledOf(request), settledOf(telling(request, question.fact, value, question.occupation))]
    for (const [what, status] of before) {
      if (status === 'unknown') continue
      if (after.get(what) !== status) throw new Error(`${what} was ${status}, and is ${after.get(what) ?? 'gone'} once ${question.fact} is ${String(value)}`)
    }
  }), { numRuns: 300 })
})

t.test('nothing is asked that was given, and what is asked matters: two answers to it lead elsewhere in some completion', async () => {
  fc.assert(fc.property(application, (request) => {
    const { questions, outcome } = assess(request)
    if (outcome !== 'needs-facts' && questions.length > 0) throw new Error(`asked although ${outcome}`)
    for (const { fact, occupation } of questions) {
      const known = occupation === null ? request.facts : request.occupations.find(({ name }) => name === occupation)?.facts
      if (known?.[fact] != null) throw new Error(`${fact} was given and is asked`)
    }
    if (outcome === 'needs-facts' && questions.length === 0) throw new Error('something is open and nothing is asked')
  }), { numRuns: 300 })
})

t.test('whoever answers all that is asked is asked no more', async () => {
  fc.assert(fc.property(application, fc.integer({ min: 0, max: 1_000_000 }), (request, seed) => {
    let current = request
    for (let round = 0; round < 2; round++) {
      const { questions, outcome } = assess(current)
      if (questions.length === 0) {
        if (outcome === 'needs-facts') throw new Error('needs facts and asks for none')
        return
      }
      for (const [index, { fact, occupation }] of questions.entries()) {
        const definition = book.vocabulary.filingFacts[fact]
        const [value] = definition ? fc.sample(valueOf(definition), { numRuns: 1, seed: seed + index }) : []
        if (value !== undefined) current = telling(current, fact, value, occupation)
      }
    }
    throw new Error('still asking')
  }), { numRuns: 200 })
})

t.test('a question is about a fact on which a settled thing hangs: given each value in turn, not all answers are the same', async () => {
  fc.assert(fc.property(sound, fc.constantFrom(...definitions.map(([name]) => name).filter((name) => !DERIVED.has(name))), (base, fact) => {
    const taken: FilingRequest = { ...withFacts(base, { [fact]: null }), occupations: base.occupations.map((one) => ({ ...one, facts: { ...one.facts, [fact]: null } })) }
    const request: FilingRequest = {
      ...taken,
      facts: Object.fromEntries(Object.entries(taken.facts ?? {}).filter(([, value]) => value !== null)),
      occupations: taken.occupations.map((one) => ({ ...one, facts: Object.fromEntries(Object.entries(one.facts ?? {}).filter(([, value]) => value !== null)) }))
    }
    const definition = book.vocabulary.filingFacts[fact]
    if (!definition) return
    const values: FactValue[] = definition.type === 'boolean' ? [true, false] : definition.type === 'enum' ? Object.keys(definition.values ?? {}) : definition.type === 'date' ? DAYS : [2, 3]
    const occupation = definition.of === 'occupation' ? base.occupations[0]?.name ?? null : null
    const answers = new Set(values.map((value) => {
      const { conditions, exclusions, occupations, acceptance, materials } = assess(telling(request, fact, value, occupation))
      const bare = (list: readonly { id: string, status: string }[]): string[] => list.map(({ id, status }) => `${id} ${status}`)
      return JSON.stringify([bare(conditions), bare(exclusions), bare(occupations), acceptance.map(({ route }) => route), materials.required.map(({ material }) => material)])
    }))
    const isAsked = assess(request).questions.some((one) => one.fact === fact)
    if (isAsked && answers.size < 2) throw new Error(`${fact} is asked of ${String(base.facts?.agencyKind ?? base.track)}, and no answer to it changes anything`)
    if (!isAsked && answers.size > 1) throw new Error(`${fact} is not asked, and answers to it lead to ${answers.size} results`)
  }), { numRuns: 400 })
})
