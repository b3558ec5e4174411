import t from 'tap'
import { changed, checkSmall, faultsOf, hill as hillRules, nation as nationRules, vocabulary, type Spoilt } from './small.ts'

const refused = (sentence: string, spoilt: Spoilt, ...faults: string[]) =>
  t.test(sentence, async (t) => { t.strictSame(faultsOf(spoilt), faults) })
const accepted = (sentence: string, spoilt: Spoilt) => refused(sentence, spoilt)

const nation = (pointer: string, value: unknown): Spoilt => ({ nation: { [pointer]: value } })
const hill = (pointer: string, value: unknown): Spoilt => ({ hill: { [pointer]: value } })
const words = { zh: '话', en: 'words' }
const provision = (item: number, ...conducts: object[]) => ({ path: `art-5/item-${item}`, cite: `第五条第（${' 一二三四五'[item]}）项`, title: words, conducts })

// Overlaps
const rival = { ...provision(4, { conduct: 'agency.idle', when: { months: { gte: 24 } } }) }
const competing = 'nation@1.yaml /articles/4/provisions/3: agency.idle meets it and nation/art-5/item-2 with equal weight where { months: { gte: 24 } }, and no note of both permits equal-overlap'
refused('two provisions of one tier that the same facts meet compete', nation('/articles/4/provisions/-', rival), competing)
refused('a note of one of them alone does not let them', { nation: { '/articles/4/provisions/-': { ...rival, notes: ['N-1'] }, '/notes/0/permits': ['equal-overlap'] } }, competing)
refused('a note of both that permits nothing does not let them', { nation: { '/articles/4/provisions/-': { ...rival, notes: ['N-1'] }, '/articles/4/provisions/1/notes': ['N-1'] } }, competing)
refused('a note that permits something else does not let them', { nation: { '/articles/4/provisions/-': { ...rival, notes: ['N-1'] }, '/articles/4/provisions/1/notes': ['N-1'], '/notes/0/permits': ['lighter-when-graver'] } }, competing)
accepted('a note of both that permits it lets them', { nation: { '/articles/4/provisions/-': { ...rival, notes: ['N-1'] }, '/articles/4/provisions/1/conducts/0/notes': ['N-1'], '/notes/0/permits': ['equal-overlap'] } })
refused('two articles of one rank compete over a person', { nation: { '/articles/1/rank': 1, '/articles/0/provisions/0/conducts/-': { conduct: 'candidate.copying', when: { gravity: 'serious' } } } },
  'nation@1.yaml /articles/1/provisions/0: candidate.copying meets it and nation/art-1/item-1 with equal weight where { gravity: serious }, and no note of both permits equal-overlap')
accepted('two articles of different rank do not', { nation: { '/articles/0/provisions/0/conducts/-': { conduct: 'candidate.copying' }, '/articles/1/provisions/0/conducts/0/when': { gravity: 'serious' } } })
t.test('overlaps of different weight are listed with what governs and the readings behind them', async (t) => {
  const { faults, overlaps } = checkSmall({ nation: { '/articles/3/provisions/-': { path: 'art-4/item-2', cite: '第四条第（二）项', title: words, notes: ['N-1', 'N-2'], conducts: [{ conduct: 'agency.idle', when: { months: { gte: 18 } } }] }, '/articles/4/provisions/1/notes': ['N-1'] } })
  t.strictSame(faults, [])
  t.strictSame(overlaps, [
    { ruleset: 'nation@1', conduct: 'agency.idle', provisions: ['nation/art-4/item-2', 'nation/art-5/item-2'], governing: ['nation/art-5/item-2'], notes: ['N-1'], otherNotes: ['N-2'], combinations: 2 },
    { ruleset: 'hill@1', conduct: 'agency.data', provisions: ['hill/row-2/serious', 'nation/art-6/para-2'], governing: ['hill/row-2/serious', 'nation/art-6/para-2'], notes: [], otherNotes: ['N-1'], combinations: 1 }
  ])
})

// Reachability
refused('a way of meeting a provision that no facts take is refused', nation('/articles/4/provisions/1/conducts/-', { conduct: 'agency.idle', when: { months: { gte: 20, lt: 20 } } }),
  'nation@1.yaml /articles/4/provisions/1/conducts/1: no facts of agency.idle meet this')
refused('a condition that contradicts itself is refused', nation('/articles/1/provisions/0/conducts/-', { conduct: 'candidate.copying', when: { allOf: [{ gravity: 'minor' }, { gravity: 'serious' }] } }),
  'nation@1.yaml /articles/1/provisions/0/conducts/1: no facts of candidate.copying meet this')
const lesser = { path: 'art-4/item-2', cite: '第四条第（二）项', title: words, conducts: [{ conduct: 'agency.idle', when: { months: { gte: 12 } } }] }
refused('a provision that a heavier one always outdoes is refused', nation('/articles/3/provisions/-', lesser),
  'nation@1.yaml /articles/3/provisions/1/conducts/0: agency.idle is never governed by this: whenever it is met a heavier provision is, and no note of both says so')
refused('one way of meeting a provision that a heavier one always outdoes is refused', nation('/articles/3/provisions/0/conducts/-', { conduct: 'agency.idle', when: { months: { gte: 24 } } }),
  'nation@1.yaml /articles/3/provisions/0/conducts/1: agency.idle is never governed by this: whenever it is met a heavier provision is, and no note of both says so')
accepted('a note of both may say why it is never the one that governs', { nation: { '/articles/3/provisions/-': { ...lesser, notes: ['N-1'] }, '/articles/4/provisions/1/notes': ['N-1'] } })
refused('a measure under a condition that the provision rules out is refused', nation('/articles/4/provisions/0/measures', { must: ['rectify', { measure: 'refer', when: { gravity: 'minor' } }] }),
  "nation@1.yaml /articles/4/provisions/0: 'refer' never follows: no facts that meet the provision meet its condition")
refused('a rider whose condition cannot be is refused', nation('/riders/0/when', { allOf: [{ issued: true }, { issued: false }] }),
  'nation@1.yaml /riders/0: the rider never applies')
refused('a measure of a rider that its own condition rules out is refused', nation('/riders/0/measures/must/-', { measure: 'refer', when: { issued: false } }),
  "nation@1.yaml /riders/0: 'refer' never follows: its condition is never met where the rider applies")
refused('a supplement of a conduct that the ruleset does not mention is refused', hill('/supplement/-', { conduct: 'agency.idle' }),
  "hill@1.yaml /supplement/1: agency.idle is never supplemented: there are no facts that this ruleset's own provisions on it leave and its fallback meets")
refused('a supplement of a conduct that the ruleset always meets is refused', { hill: { '/articles/0/provisions/0/conducts/0/when': undefined } },
  "hill@1.yaml /supplement/0: agency.fees is never supplemented: there are no facts that this ruleset's own provisions on it leave and its fallback meets")
refused('a provision besides whose conduct the ruleset leaves to the fallback anyway is refused', { hill: { '/besides/-': { provision: 'nation/art-2' } } },
  'hill@1.yaml /besides/1: nation/art-2 is never met besides a provision of this ruleset')
refused('a provision besides that is a supplement as well is refused', { vocabulary: { '/conducts/agency.data/facts': ['gravity'] }, hill: { '/supplement/-': { conduct: 'agency.data' }, '/articles/1/provisions/0/conducts/0/when': { gravity: 'serious' } } },
  'hill@1.yaml /besides/0: nation/art-6/para-2 would apply to agency.data only as its supplement, not besides')
refused('a provision besides that has a weight is refused', { hill: { '/besides/-': { provision: 'nation/art-6/para-1' }, '/articles/1/provisions/0/conducts/-': { conduct: 'agency.upload', when: { gravity: 'minor' } } } },
  'hill@1.yaml /besides/1: nation/art-6/para-1 has a tier or a rank: only what has neither can apply besides')

// Escalations
refused('an escalation of findings that are as grave already is refused', nation('/escalations/0/current/under', ['nation/art-5/item-1']),
  'hill@1.yaml /escalations: nothing found under this ruleset is raised to nation/art-5/item-3',
  'nation@1.yaml /escalations/0: nothing found under this ruleset is raised to nation/art-5/item-3')
refused('an escalation inherited for nothing is refused', { hill: { '/articles/0/provisions/0/basis': undefined, '/articles/0/provisions/0/conducts/-': { conduct: 'agency.upload' }, '/articles/0/provisions/-': { path: 'row-1/item-1/serious', cite: '附件第1行第1项', title: words, tier: 'serious', conducts: [{ conduct: 'agency.fees', when: { gravity: 'serious' } }] }, '/supplement': undefined, '/notes': [] } },
  'hill@1.yaml /escalations: nothing found under this ruleset is raised to nation/art-5/item-3')
refused('an earlier decision that nobody can have made is refused', nation('/escalations/0/prior/measure', 'rectify'),
  "nation@1.yaml /escalations/0: no ruleset imposes 'rectify' at the tier 'general', so there is no such earlier decision")
refused('an escalation that reaches persons is refused', nation('/escalations/0/current/under/-', 'nation/art-3'),
  'hill@1.yaml /escalations: it would raise assessor.leaking, and only agencies have tiers',
  'nation@1.yaml /escalations/0: it would raise assessor.leaking, and only agencies have tiers')
refused('a measure of a raised provision under a condition that cannot be is refused', nation('/articles/4/provisions/2/measures', { must: ['rectify', { measure: 'refer', when: { allOf: [{ issued: true }, { issued: false }] } }] }),
  "nation@1.yaml /articles/4/provisions/2: 'refer' never follows: its condition is never met where the provision is raised")
accepted('an escalation may ask that the period for rectification is over and that the rectification was made', { nation: { '/escalations/0/prior': { tier: 'general', measure: 'interview', rectified: 'before-conduct', rectificationPeriod: 'ended-before-conduct' } } })

// Gaps
refused('what falls between the provisions and is no gap is refused', nation('/gaps/1', undefined),
  'nation@1.yaml /gaps: nothing applies to agency.idle where { months: { lt: 12 } }, and no gap says so')
refused('the rest of what a gap covers in part is named', nation('/gaps/1/when', { months: { lt: 6 } }),
  'nation@1.yaml /gaps: nothing applies to agency.idle where { months: { gte: 6, lt: 12 } }, and no gap says so')
refused('a single number left open is named as such', nation('/gaps/1/when', { anyOf: [{ months: { lt: 6 } }, { months: { gte: 7, lt: 12 } }] }),
  'nation@1.yaml /gaps: nothing applies to agency.idle where { months: 6 }, and no gap says so')
refused('without a condition everything that is left open is named in few words', { nation: { '/gaps': undefined, '/articles/4/provisions/1/conducts/0/when': { months: [3, 12] } } },
  'nation@1.yaml /gaps: nothing applies to candidate.noise where { reminded: false }, and no gap says so',
  'nation@1.yaml /gaps: nothing applies to agency.idle where { months: { lt: 3 } } or { months: { gte: 4, lt: 12 } } or { months: { gte: 13 } }, and no gap says so')
refused('a gap where a provision applies is refused', nation('/gaps/1/when', { months: { lt: 13 } }),
  'nation@1.yaml /gaps/1: a provision applies to agency.idle where { months: 12 }')
refused('a gap that is filled by a supplement is refused', { hill: { '/gaps': [{ conduct: 'agency.fees', when: { gravity: 'serious' }, why: words }] } },
  'hill@1.yaml /gaps/0: a provision applies to agency.fees where { gravity: serious }')
refused('a gap that covers nothing is refused', nation('/gaps/-', { conduct: 'agency.idle', when: { months: { gte: 3, lt: 3 } }, why: words }),
  'nation@1.yaml /gaps/2: no facts of agency.idle fall under this gap')
refused('a gap of a conduct that the ruleset leaves to its fallback is refused', { hill: { '/gaps': [{ conduct: 'candidate.noise', when: { reminded: false }, why: words }] } },
  'hill@1.yaml /gaps/0: the ruleset does not mention candidate.noise: what applies is up to its fallback')
const longIdle = { conduct: 'agency.idle', when: { months: { gte: 24 } } }
refused('what the ruleset mentions and its fallback would meet is a gap all the same without a supplement', hill('/articles/1/provisions/0/conducts/-', longIdle),
  'hill@1.yaml /gaps: nothing applies to agency.idle where { months: { lt: 24 } }, and no gap says so')
t.test('a gap may open on the day on which the fallback changes', async (t) => {
  const amended = changed(nationRules, { '/version': '2', '/inForce': { from: '2023-01-01' }, '/articles/4/provisions/1/conducts/0/when': { months: { gte: 18 } }, '/gaps/1/when': { months: { lt: 18 } } })
  const local = { '/articles/1/provisions/0/conducts/-': longIdle, '/supplement/-': { conduct: 'agency.idle' }, '/gaps': [{ conduct: 'agency.idle', when: { months: { lt: 12 } }, why: words }] }
  t.strictSame(faultsOf({ hill: local }), [])
  t.strictSame(faultsOf({ hill: local, nation: { '/inForce/until': '2022-12-31' }, more: [amended] }),
    ['hill@1.yaml /gaps: nothing applies to agency.idle where { months: { gte: 12, lt: 18 } }, and no gap says so (from 2023-01-01)'])
})

// A graver fact
refused('a graver fact that leads to a lighter tier is refused', { nation: { '/articles/5/provisions/0/tier/gravity': { minor: 'serious', serious: 'general' } } },
  "nation@1.yaml /articles/5/provisions/0: agency.upload: nation/art-6/para-1 where 'gravity' is minor, but only nation/art-6/para-1 where it is serious")
refused('a graver fact that leads to nothing is refused', { hill: { '/supplement': undefined, '/notes': [], '/gaps': [{ conduct: 'agency.fees', when: { gravity: 'serious' }, why: words }] } },
  "hill@1.yaml /articles/0/provisions/0: agency.fees: hill/row-1/item-1/general where 'gravity' is minor, but only nothing where it is serious")
refused('a graver fact that leads to what has no weight is refused', { hill: { '/supplement': undefined, '/notes': [], '/articles/-': { path: 'row-3', cite: '附件第3行', title: words, imposedBy: 'regulator', measures: { must: ['end-access'] }, provisions: [{ path: 'row-3', cite: '附件第3行', title: words, conducts: [{ conduct: 'agency.fees', when: { gravity: 'serious' } }] }] } } },
  "hill@1.yaml /articles/0/provisions/0: agency.fees: hill/row-1/item-1/general where 'gravity' is minor, but only hill/row-3 where it is serious")
accepted('a note of what governs may permit it', { hill: { '/supplement': undefined, '/notes/0/permits': ['lighter-when-graver'], '/notes/1/about': ['scope'], '/articles/0/provisions/0/notes': ['H-1'], '/gaps': [{ conduct: 'agency.fees', when: { gravity: 'serious' }, why: words }] } })

// The space
const seven = [...'abcdefg']
refused('a conduct with too many combinations of facts is refused', {
  vocabulary: {
    ...Object.fromEntries(seven.map((name) => [`/facts/${name}`, { ...words, question: words, type: 'enum', values: Object.fromEntries([...'abcdef'].map((value) => [value, words])) }])),
    '/conducts/agency.data/facts': seven
  }
},
'hill@1.yaml : the facts of agency.data have 279936 combinations, more than 100000',
'nation@1.yaml : the facts of agency.data have 279936 combinations, more than 100000')
t.test('every number at which a condition or a gap may change its answer is tried, and every circumstance that is asked', async (t) => {
  const { combinations } = checkSmall()
  const perView = { 'candidate.noise': 2 * 2, 'candidate.copying': 2 * 2, 'assessor.leaking': 2, 'agency.fees': 2, 'agency.idle': 3, 'agency.upload': 2, 'agency.data': 1 }
  t.equal(combinations, 2 * Object.values(perView).reduce((a, b) => a + b))
})

// Use of the vocabulary
const unused = (sentence: string, pointer: string, value: unknown, ...faults: string[]) => refused(sentence, { vocabulary: { [pointer]: value } }, ...faults)
unused('a conduct that no ruleset mentions is refused', '/conducts/agency.fire', { ...words, facts: [] }, "vocabulary.yaml /conducts/agency.fire: no ruleset uses 'agency.fire'")
unused('a measure that no ruleset imposes is refused', '/measures/exile', { ...words, on: 'any', lasts: 'once' }, "vocabulary.yaml /measures/exile: no ruleset uses 'exile'")
unused('a tier that no ruleset gives is refused', '/tiers/grave', { ...words, rank: 3 }, "vocabulary.yaml /tiers/grave: no ruleset uses 'grave'")
unused('a fact that no conduct carries is refused', '/facts/luck', { ...words, question: words, type: 'boolean' }, "vocabulary.yaml /facts/luck: no conduct carries the fact 'luck'")
refused('a value of a fact that no ruleset tells from the others is refused', { vocabulary: { '/facts/place': { ...words, question: words, type: 'enum', values: { room: words, hall: words } }, '/conducts/agency.data/facts': ['place'] }, nation: { '/articles/5/provisions/1/measures/must/-': { measure: 'refer', when: { place: 'room' } } } },
  "vocabulary.yaml /facts/place/values/hall: no ruleset tells 'place' hall from the rest")
unused('a circumstance that no ruleset asks for is refused', '/circumstances/late', { ...words, question: words, type: 'boolean', default: false }, "vocabulary.yaml /circumstances/late: no ruleset uses 'late'")
refused('a fact that no ruleset asks for is refused', { vocabulary: { '/facts/luck': { ...words, question: words, type: 'boolean' }, '/conducts/agency.data/facts': ['luck'] } },
  "vocabulary.yaml /facts/luck: no ruleset asks for the fact 'luck'")
unused('an actor that acts in no ruleset is refused', '/actors/mayor', words, "vocabulary.yaml /actors/mayor: no ruleset uses 'mayor'")
t.test('the table shows what is covered, supplemented, left open and left to the fallback', async (t) => {
  const { coverage } = checkSmall({ vocabulary: { '/conducts/agency.fire': { ...words, facts: [] } }, more: [changed(hillRules, { '/version': '2', '/inForce/from': '2021-01-01', '/inForce/until': '2021-12-31', '/supplement': undefined, '/gaps': [{ conduct: 'agency.fees', when: { gravity: 'serious' }, why: words }] })] })
  t.strictSame(coverage.rulesets, ['nation', 'hill@1', 'hill@2'])
  t.strictSame(coverage.rows.filter(({ conduct }) => conduct.startsWith('agency.')), [
    { conduct: 'agency.fees', marks: ['c', 's', 'g'] },
    { conduct: 'agency.idle', marks: ['g', 'f', 'f'] },
    { conduct: 'agency.upload', marks: ['c', 'f', 'f'] },
    { conduct: 'agency.data', marks: ['c', 'c', 'c'] },
    { conduct: 'agency.fire', marks: ['-', '-', '-'] }
  ])
  t.equal(Object.keys(vocabulary.conducts).length + 1, coverage.rows.length)
})
