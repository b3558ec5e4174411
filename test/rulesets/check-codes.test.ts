import t from 'tap'
import { faultsOf, type Spoilt } from './small.ts'

const refused = (sentence: string, spoilt: Spoilt, ...faults: string[]) =>
  t.test(sentence, async (t) => { t.strictSame(faultsOf(spoilt), faults) })

const nation = (pointer: string, value: unknown): Spoilt => ({ nation: { [pointer]: value } })
const hill = (pointer: string, value: unknown): Spoilt => ({ hill: { [pointer]: value } })

t.test('the small rules have no fault as they are', async (t) => { t.strictSame(faultsOf({}), []) })

// Codes
refused('a conduct that the vocabulary does not have is refused', nation('/articles/2/provisions/0/conducts/-', { conduct: 'assessor.napping' }),
  "nation@1.yaml /articles/2/provisions/0/conducts/1/conduct: the vocabulary has no conduct 'assessor.napping'")
refused('a code that every object has by birth is no conduct', hill('/supplement/-', { conduct: 'agency.constructor' }),
  "hill@1.yaml /supplement/1/conduct: the vocabulary has no conduct 'agency.constructor'")
refused('a gap on an unknown conduct is refused', nation('/gaps/-', { conduct: 'agency.lapse', why: { zh: 'x', en: 'x' } }),
  "nation@1.yaml /gaps/2/conduct: the vocabulary has no conduct 'agency.lapse'")
refused('an unknown circumstance in the scope is refused', hill('/scope', { weather: ['wet'] }),
  "hill@1.yaml /scope/weather: the vocabulary has no circumstance 'weather'")
refused('an unknown tier of an article is refused', nation('/articles/3/tier', 'grave'),
  "nation@1.yaml /articles/3/tier: the vocabulary has no tier 'grave'")
refused('an unknown tier of a provision is refused', nation('/articles/4/provisions/0/tier', 'grave'),
  "nation@1.yaml /articles/4/provisions/0/tier: the vocabulary has no tier 'grave'")
refused('an unknown tier that a fact gives is refused', nation('/articles/5/provisions/0/tier/gravity/serious', 'grave'),
  "nation@1.yaml /articles/5/provisions/0/tier/gravity/serious: the vocabulary has no tier 'grave'")
refused('measures of an unknown tier are refused', hill('/tierMeasures/grave', { imposedBy: 'regulator', must: ['rectify'] }),
  "hill@1.yaml /tierMeasures/grave: the vocabulary has no tier 'grave'")
refused('an unknown tier of an earlier decision is refused', nation('/escalations/0/prior/tier', 'grave'),
  "nation@1.yaml /escalations/0/prior/tier: the vocabulary has no tier 'grave'")
refused('an unknown tier of a step is refused', nation('/procedures/0/steps/0/when/tier/0', 'grave'),
  "nation@1.yaml /procedures/0/steps/0/when/tier/0: the vocabulary has no tier 'grave'")
refused('an unknown measure of an article is refused where it stands', nation('/articles/4/measures/must/-', 'exile'),
  "nation@1.yaml /articles/4/measures/must/1: the vocabulary has no measure 'exile'")
refused('an unknown measure of an earlier decision is refused', nation('/escalations/0/prior/measure', 'exile'),
  "nation@1.yaml /escalations/0/prior/measure: the vocabulary has no measure 'exile'")
refused('an unknown actor who imposes is refused', nation('/articles/3/imposedBy', 'mayor'),
  "nation@1.yaml /articles/3/imposedBy: the vocabulary has no actor 'mayor'")
refused('an unknown actor who imposes one measure is refused', nation('/articles/2/measures/may/0/imposedBy', 'mayor'),
  "nation@1.yaml /articles/2/measures/may/0/imposedBy: the vocabulary has no actor 'mayor'")
refused('an unknown actor who takes a step is refused', nation('/procedures/0/steps/1/by', 'mayor'),
  "nation@1.yaml /procedures/0/steps/1/by: the vocabulary has no actor 'mayor'")
refused('an unknown actor who confirms is refused', nation('/procedures/0/steps/1/requires', { confirmedBy: 'mayor' }),
  "nation@1.yaml /procedures/0/steps/1/requires/confirmedBy: the vocabulary has no actor 'mayor'")
refused('an unknown addressee of a step is refused', nation('/procedures/0/steps/1/requires', { to: 'mayor', from: 'king' }),
  "nation@1.yaml /procedures/0/steps/1/requires/to: the vocabulary has no actor 'mayor'",
  "nation@1.yaml /procedures/0/steps/1/requires/from: the vocabulary has no actor 'king'")
refused('an unknown step is refused', nation('/procedures/0/steps/0/step', 'trial'),
  "nation@1.yaml /procedures/0/steps/0/step: the vocabulary has no step 'trial'")
refused('an unknown unit is refused', nation('/procedures/0/steps/0/within/unit', 'moon'),
  "nation@1.yaml /procedures/0/steps/0/within/unit: the vocabulary has no unit 'moon'")
refused('an unknown kind of part is refused', nation('/otherParts/0/kind', 'poetry'),
  "nation@1.yaml /otherParts/0/kind: the vocabulary has no kind of provision 'poetry'")
refused('a procedure for unknown subjects is refused', nation('/procedures/0/subjects/-', 'parent'),
  "nation@1.yaml /procedures/0/subjects/3: the vocabulary has no subject type 'parent'")

// Conditions
refused('a condition on a fact that does not exist is refused', nation('/articles/0/provisions/0/conducts/0/when', { warned: true }),
  "nation@1.yaml /articles/0/provisions/0/conducts/0/when/warned: the vocabulary has no fact or circumstance 'warned'")
refused('a condition on a fact that the conduct does not carry is refused', nation('/articles/0/provisions/0/conducts/0/when', { anyOf: [{ reminded: true }, { gravity: 'serious' }] }),
  "nation@1.yaml /articles/0/provisions/0/conducts/0/when/anyOf/1/gravity: the conduct does not carry the fact 'gravity'")
refused('a gap on a fact that the conduct does not carry is refused', nation('/gaps/0/when', { allOf: [{ reminded: false }, { months: 1 }] }),
  "nation@1.yaml /gaps/0/when/allOf/1/months: the conduct does not carry the fact 'months'")
refused('a rider on a fact that not all its conducts carry is refused', nation('/riders/0/when', { gravity: 'serious' }),
  "nation@1.yaml /riders/0/when/gravity: the conduct does not carry the fact 'gravity'")
refused('a measure that hangs on a fact that not every conduct of its provision carries is refused', nation('/articles/4/measures/must/-', { measure: 'refer', when: { gravity: 'serious' } }),
  "nation@1.yaml /articles/4/provisions/1: 'refer' hangs on the fact 'gravity', which not every conduct here carries",
  "nation@1.yaml /articles/4/provisions/2: 'refer' hangs on the fact 'gravity', which not every conduct here carries")
refused('a measure on a rider that hangs on a fact of some conducts only is refused', nation('/riders/0/measures/must/-', { measure: 'refer', when: { gravity: 'serious' } }),
  "nation@1.yaml /riders/0: 'refer' hangs on the fact 'gravity', which not every conduct here carries")
refused('a measure under a condition that does not exist is refused where it stands', hill('/tierMeasures/serious/may', [{ measure: 'refer', when: { luck: true } }]),
  "hill@1.yaml /tierMeasures/serious/may/0/when/luck: the vocabulary has no fact or circumstance 'luck'")
refused('an additional measure under a condition that cannot be is refused', hill('/articles/1/provisions/0/alsoMust', [{ measure: 'refer', when: { issued: 'yes' } }]),
  "hill@1.yaml /articles/1/provisions/0/alsoMust/0/when/issued: 'issued' cannot be \"yes\"")
refused('a value that an enum does not have is refused', nation('/articles/3/provisions/0/conducts/0/when', { gravity: ['minor', 'middling'] }),
  "nation@1.yaml /articles/3/provisions/0/conducts/0/when/gravity: 'gravity' cannot be \"middling\"")
refused('a word where yes or no is asked is refused', nation('/articles/0/provisions/0/conducts/0/when', { reminded: 'true' }),
  "nation@1.yaml /articles/0/provisions/0/conducts/0/when/reminded: 'reminded' cannot be \"true\"")
refused('a number below what a fact can be is refused', nation('/gaps/1/when', { months: -1 }),
  "nation@1.yaml /gaps/1/when/months: 'months' cannot be -1")
refused('a comparison of what is no number is refused', nation('/articles/3/provisions/0/conducts/0/when', { gravity: { lt: 2 } }),
  "nation@1.yaml /articles/3/provisions/0/conducts/0/when/gravity: gte and lt compare whole numbers; 'gravity' is of the type enum")
refused('a condition on a circumstance that may stay unknown is refused', nation('/riders/0/when', { kind: 'exam' }),
  "nation@1.yaml /riders/0/when/kind: 'kind' has no default, so no condition can rest on it")
refused('a scope with a value that the circumstance does not have is refused', hill('/scope', { kind: ['exam', 'party'] }),
  "hill@1.yaml /scope/kind: 'kind' cannot be \"party\"")
refused('a tier by a fact without listed values is refused', nation('/articles/5/provisions/0/tier', { months: { 1: 'general' } }),
  "nation@1.yaml /articles/5/provisions/0: the tier hangs on 'months', which is no fact with listed values")
refused('a tier by a fact that the conduct does not carry is refused', { nation: { '/articles/5/provisions/0/conducts/-': { conduct: 'agency.idle' } } },
  "nation@1.yaml /articles/5/provisions/0: the tier hangs on the fact 'gravity', which not every conduct here carries")
refused('a tier by a fact that leaves a value out is refused', nation('/articles/5/provisions/0/tier', { gravity: { minor: 'general' } }),
  "nation@1.yaml /articles/5/provisions/0: no tier is given for 'gravity' serious")
refused('a tier by a fact for a value that does not exist is refused', nation('/articles/5/provisions/0/tier/gravity/worst', 'serious'),
  "nation@1.yaml /articles/5/provisions/0: 'gravity' cannot be \"worst\"")

// Subjects
refused('a tier on a conduct of persons is refused', nation('/articles/3/provisions/0/conducts/-', { conduct: 'assessor.leaking' }),
  'nation@1.yaml /articles/3/provisions/0: only agencies have tiers, and this is about assessor')
refused('a rank on a conduct of agencies is refused', nation('/articles/2/provisions/0/conducts/-', { conduct: 'agency.data' }),
  'nation@1.yaml /articles/2/provisions/0: only persons have ranks, and this is about agencies',
  "nation@1.yaml /articles/2/provisions/0: 'dismiss' is imposed on assessor, not on agency",
  "nation@1.yaml /articles/2/provisions/0: 'discipline' is imposed on staff, not on agency")
refused('an article with a rank and a tier is refused', nation('/articles/3/rank', 4),
  'nation@1.yaml /articles/3/rank: an article has a rank or tiers, not both')
refused('an article with a rank over a provision with a tier is refused', nation('/articles/5/rank', 4),
  'nation@1.yaml /articles/5/rank: an article has a rank or tiers, not both',
  'nation@1.yaml /articles/5/provisions/1: only persons have ranks, and this is about agencies')
refused('a measure on candidates that follows from an agency\'s conduct is refused', nation('/articles/5/provisions/1/measures/must/-', 'cancel-score'),
  "nation@1.yaml /articles/5/provisions/1: 'cancel-score' is imposed on candidate, not on agency")
refused('a measure on agencies that follows from a candidate\'s conduct is refused', nation('/articles/1/measures/must/-', 'rectify'),
  "nation@1.yaml /articles/1/provisions/0: 'rectify' is imposed on agency, not on candidate")
refused('a measure on staff that follows from a candidate\'s conduct is refused', nation('/articles/1/measures/must/-', 'discipline'),
  "nation@1.yaml /articles/1/provisions/0: 'discipline' is imposed on staff, not on candidate")
refused('a measure on persons that follows from what is raised is refused', nation('/articles/4/provisions/2/measures', { must: ['dismiss'] }),
  "nation@1.yaml /articles/4/provisions/2: 'dismiss' is imposed on assessor, not on agency")
refused('a rider with a measure on somebody else is refused', nation('/riders/0/measures/must/-', 'dismiss'),
  "nation@1.yaml /riders/0: 'dismiss' is imposed on assessor, not on candidate")
t.test('a measure on the employing agency may follow from what its staff did', async (t) => {
  t.strictSame(faultsOf(nation('/articles/2/measures/must/-', 'rectify')), [])
})

// The vocabulary itself
refused('a conduct of nobody is refused', { vocabulary: { '/conducts/parent.shouting': { zh: 'x', en: 'x', facts: [] } } },
  "vocabulary.yaml /conducts/parent.shouting: there is no subject type 'parent'")
refused('a conduct with a fact that does not exist is refused', { vocabulary: { '/conducts/agency.data/facts/-': 'volume' } },
  "vocabulary.yaml /conducts/agency.data/facts: there is no fact 'volume'")
refused('a measure on nobody is refused', { vocabulary: { '/measures/refer/on': 'parent' } },
  "nation@1.yaml /articles/5/provisions/0: 'refer' is imposed on parent, not on agency",
  "vocabulary.yaml /measures/refer/on: there is no subject type 'parent'")
refused('a default that cannot be is refused', { vocabulary: { '/circumstances/issued/default': 'no' } },
  "vocabulary.yaml /circumstances/issued/default: 'issued' cannot be \"no\"")
refused('a circumstance with the name of a fact is refused', { vocabulary: { '/circumstances/gravity': { zh: 'x', en: 'x', question: { zh: 'x', en: 'x' }, type: 'boolean', default: false } } },
  "vocabulary.yaml /circumstances/gravity: 'gravity' is a fact of a conduct already")
