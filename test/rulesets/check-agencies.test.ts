/** What the static check finds wrong with rules on agencies, one slip at a time. */
import t from 'tap'
import type { RulesetDocument } from '../../src/rulesets/format.ts'
import { changed, faultsOf, type Changes } from './small.ts'

const label = (en: string) => ({ zh: en, en })
const asked = (en: string) => ({ ...label(en), question: label(`${en}?`) })
const codes = (...all: string[]) => Object.fromEntries(all.map((code) => [code, label(code)]))

const vocabulary: Changes = {
  '/filingFacts': {
    office: { ...asked('office'), type: 'boolean', of: 'application' },
    form: { ...asked('form'), type: 'enum', of: 'application', values: codes('company', 'club') },
    listedOn: { ...asked('listed'), type: 'date', of: 'application' },
    masters: { ...asked('masters'), type: 'integer', of: 'occupation', minimum: 0, unit: '名' }
  },
  '/filingTracks': codes('stations'),
  '/filingKinds': codes('initial', 'renewal'),
  '/filingMaterials': codes('form'),
  '/filingAcceptors': codes('city', 'province'),
  '/filingPreliminaries': codes('consent'),
  '/filingSteps': codes('consent', 'apply', 'assess', 'refuse', 'file'),
  '/filingDates': codes('consented', 'applied', 'assessed', 'refused', 'filed'),
  '/filingLimits': codes('filing'),
  '/refusalContents': codes('reasons'),
  '/paperMedia': codes('paper'),
  '/ratingResults': codes('good', 'bad'),
  '/ratingSteps': codes('review'),
  '/supervisors': { city: { ...label('city'), level: 'city' } },
  '/supervisionRoles': codes('supervises'),
  '/supervisionScopes': codes('agencies'),
  '/supervisionForms': codes('on-site'),
  '/selections': codes('double-random'),
  '/facts/stars': { ...asked('stars'), type: 'integer', minimum: 1, maximum: 5 },
  '/conducts/agency.rated': { ...label('rated'), facts: ['stars'] }
}

const place = { path: 'art-9', cite: '第九条' }
const whole = { ...place, title: label('whole') }
const agencies: NonNullable<RulesetDocument['agencies']> = {
  filing: {
    tracks: [{
      track: 'stations',
      ...whole,
      kinds: ['initial', 'renewal'],
      conditions: [
        { id: 'office', ...whole, requires: { office: true } },
        { id: 'masters', ...whole, requires: { masters: { gte: 3 } }, each: 'occupation' }
      ],
      exclusions: [{ id: 'listed', ...whole, when: { form: 'company' }, applies: { listedOn: 'within' }, lookBack: { years: 3 } }],
      occupations: [{ id: 'any', ...whole, requires: { masters: { gte: 1 } } }],
      materials: [{ material: 'form', ...place }],
      routes: [
        { id: 'club', ...whole, accepts: 'province', each: 'occupation', first: ['consent'], when: { form: 'club' } },
        { id: 'rest', ...whole, accepts: 'city', each: 'occupation' }
      ],
      steps: [
        { step: 'consent', date: 'consented', preliminary: 'consent', ...place },
        { step: 'apply', date: 'applied', ...place },
        { step: 'assess', date: 'assessed', ...place },
        { step: 'refuse', date: 'refused', instead: 'file', ...place },
        { step: 'file', date: 'filed', needs: ['assessed'], ...place }
      ],
      limits: [{ limit: 'filing', count: 7, unit: 'day', after: 'applied', until: 'filed', ...place }],
      validity: { years: 3, ...place },
      renewal: { id: 'window', ...whole, months: 3 },
      refusal: { written: true, contents: ['reasons'], ...place }
    }]
  },
  papers: [{ medium: 'paper', years: 3, ...place }],
  rating: { everyYears: 3, steps: ['review'], conduct: 'agency.rated', results: [{ stars: [3, 4, 5], result: 'good' }, { stars: [1, 2], result: 'bad' }], ...place },
  supervision: [{ supervisor: 'city', role: 'supervises', over: 'agencies', ...whole }],
  inspection: { forms: ['on-site'], selection: 'double-random', checklist: ['art-4', 'art-5/item-1'], ...place }
}

/** The rating is a conduct that the rules on misconduct know, too. */
const rated = { '/articles/4/provisions/-': { path: 'art-5/item-4', cite: '第五条第（四）项', title: label('rated'), conducts: [{ conduct: 'agency.rated', when: { stars: { lt: 3 } } }] }, '/gaps/-': { conduct: 'agency.rated', when: { stars: { gte: 3 } }, why: label('good') } }

const T = '/filing/tracks/0'
/** Faults without the name of the file. */
const found = (slip: Changes, words: Changes = {}): string[] =>
  faultsOf({ nation: { ...rated, '/agencies': changed(agencies, slip) }, vocabulary: { ...structuredClone(vocabulary), ...words } }).map((fault) => fault.replace(/^nation@1\.yaml \/agencies/, '').replace(/^vocabulary\.yaml /, ''))

const refused = (sentence: string, slip: Changes, ...faults: string[]) => t.test(sentence, async t => { t.strictSame(found(slip), faults) })

refused('rules on agencies that hold together are accepted', {})

// Places
refused('a rule at a place that is not there is refused', { [`${T}/conditions/0/path`]: 'art-19', [`${T}/conditions/0/cite`]: '第十九条' }, `${T}/conditions/0/path: neither an article nor the other parts have art-19 or what holds it`)
refused('a citation that is not that of the path is refused', { [`${T}/limits/0/cite`]: '第八条' }, `${T}/limits/0/cite: art-9 is cited as 第九条, not 第八条`)
refused('a further place is held to the same', { [`${T}/validity/also`]: [{ path: 'art-99', cite: '第九十条' }] },
  `${T}/validity/also/0/path: neither an article nor the other parts have art-99 or what holds it`, `${T}/validity/also/0/cite: art-99 is cited as 第九十九条, not 第九十条`)
refused('a checklist of what is not there is refused', { '/inspection/checklist/-': 'art-44' }, '/inspection/checklist/2: there is no article or provision art-44')

// Codes
refused('a paper that the vocabulary does not have is refused, and one that nobody uses', { [`${T}/materials/0/material`]: 'photo' }, `${T}/materials/0/material: the vocabulary has no paper 'photo'`, "/filingMaterials/form: no ruleset uses 'form'")
refused('so is a kind of application', { [`${T}/steps/1/kinds`]: ['transfer'] }, `${T}/steps/1/kinds/0: the vocabulary has no kind of application 'transfer'`)
refused('so are supervisors and media', { '/supervision/0/supervisor': 'mayor', '/papers/0/medium': 'stone' },
  "/papers/0/medium: the vocabulary has no medium 'stone'", "/supervision/0/supervisor: the vocabulary has no supervisor 'mayor'", "/paperMedia/paper: no ruleset uses 'paper'", "/supervisors/city: no ruleset uses 'city'")

// Conditions
refused('a fact that the vocabulary does not have is refused', { [`${T}/conditions/0/requires`]: { garden: true } }, `${T}/conditions/0: the vocabulary has no filing fact 'garden'`, "/filingFacts/office: no ruleset asks for the filing fact 'office'")
refused('a value that a fact cannot take is refused', { [`${T}/routes/0/when`]: { form: 'crowd' } }, `${T}/routes/0: 'form' cannot be "crowd"`)
refused('a fact of an occupation in a rule on the whole is refused', { [`${T}/conditions/1/each`]: undefined }, `${T}/conditions/1: 'masters' is a fact of one occupation, and the rule is not about each of them`)
refused('a date outside a look-back is refused', { [`${T}/exclusions/0/lookBack`]: undefined }, `${T}/exclusions/0: 'listedOn' is a date, which only a rule with a look-back can ask for`)
refused('a date is within or not within, and nothing else', { [`${T}/exclusions/0/applies`]: { listedOn: 'yesterday' } }, `${T}/exclusions/0: 'listedOn' cannot be "yesterday"`)
refused('a comparison of what is no number is refused', { [`${T}/conditions/0/requires`]: { office: { gte: 1 } } }, `${T}/conditions/0: gte and lt compare whole numbers; 'office' is of the type boolean`)
refused('a condition that nothing meets is refused', { [`${T}/conditions/0/requires`]: { office: true, form: 'club', allOf: [{ form: 'company' }] } }, `${T}/conditions/0: no facts ever meet it`)
refused('a condition that nothing misses is refused', { [`${T}/conditions/1/requires`]: { masters: { gte: 0 } } }, `${T}/conditions/1: no facts ever miss it`)
refused('a rule that never applies is refused', { [`${T}/conditions/0/when`]: { form: 'club', allOf: [{ form: 'company' }] } }, `${T}/conditions/0: it never applies: no facts meet its condition`)

// Order
refused('an application that nobody accepts is refused', { [`${T}/routes/1`]: undefined }, `${T}/routes: of initial applications not every one has somebody who accepts it: the last route must have no condition`,
  `${T}/routes: of renewal applications not every one has somebody who accepts it: the last route must have no condition`, "/filingAcceptors/city: no ruleset uses 'city'")
refused('a route after one that takes everything is refused', { [`${T}/routes/0/when`]: undefined, [`${T}/routes/1/kinds`]: ['initial'] }, `${T}/routes/1: no initial application ever reaches it`)
refused('a period between days that no step has is refused', { [`${T}/steps/4/date`]: 'assessed' }, `${T}/limits/0: no step of the track has the date 'filed'`)
refused('a step that needs a later one is refused', { [`${T}/steps/1/needs`]: ['filed'] }, `${T}/steps/1/needs: no earlier step has the date 'filed'`)
refused('a step in place of none is refused', { [`${T}/steps/3/instead`]: 'consent', [`${T}/steps/0`]: undefined },
  `${T}/steps/2/instead: the track has no step 'consent'`, `${T}/routes/0/first: no step of the track is 'consent'`, "/filingDates/consented: no ruleset uses 'consented'")
refused('a renewal without a time for it is refused', { [`${T}/renewal`]: undefined }, `${T}/renewal: renewals are applied for, or a time for it is set, but not both`)
refused('what is renewed without ending is refused', { [`${T}/validity`]: undefined }, `${T}/validity: what is renewed must end`)
refused('the same condition twice is refused', { [`${T}/conditions/1/id`]: 'office' }, `${T}/conditions/1: office is given twice`)
refused('the same medium twice is refused', { '/papers/-': { medium: 'paper', years: 5, ...place } }, '/papers/1: paper is given twice')
refused('stars without a result, or with two, are refused', { '/rating/results/1/stars': [1, 3] }, '/rating/results: 2 stars have not exactly one result', '/rating/results: 3 stars have not exactly one result')
refused('a rating whose conduct knows no stars is refused', { '/rating/conduct': 'agency.fees' }, "/rating/conduct: agency.fees has no fact 'stars'")
refused('a campaign that ends before it begins, or on no day, is refused', { '/inspection/campaign': { from: '2024-08-31', until: '2024-02-30', looksBackTo: '2023-05-01' } },
  '/inspection/campaign/until: 2024-02-30 is no day of the calendar', '/inspection/campaign/until: the campaign ends before it begins')

// Readings
refused('a reading that is not there is refused', { [`${T}/limits/0/notes`]: ['N-9'] }, `${T}/limits/0/notes/0: neither this ruleset nor its fallbacks nor joining.yaml have a note N-9`)
t.test('a reading may be about any section that there is, and about none that there is not', async t => {
  const about = (topic: string): string[] => faultsOf({ nation: { ...rated, '/agencies': agencies, '/notes/1/about/-': topic }, vocabulary })
  for (const topic of ['filing', 'papers', 'rating', 'supervision', 'inspection']) t.strictSame(about(topic), [], topic)
  t.match(about('circular'), [/about 'circular', and there is no such thing here$/])
})

// The vocabulary
t.test('a filing fact or value that no ruleset asks for is refused', async t => {
  t.strictSame(found({}, { '/filingFacts/spare': { ...asked('spare'), type: 'boolean', of: 'application' } }), ["/filingFacts/spare: no ruleset asks for the filing fact 'spare'"])
  t.strictSame(found({}, { '/filingFacts/form/values': codes('company', 'club', 'guild', 'crowd') }), ["/filingFacts/form/values/guild: no ruleset tells 'form' guild from the rest", "/filingFacts/form/values/crowd: no ruleset tells 'form' crowd from the rest"])
  t.strictSame(found({}, { '/filingFacts/form/values': codes('company', 'club', 'guild') }), [], 'one may be what is left')
})
