import t from 'tap'
import { citationOf, numeral } from '../../src/rulesets/check/citations.ts'
import { changed, faultsOf, hill as hillRules, nation as nationRules, type Spoilt } from './small.ts'

const refused = (sentence: string, spoilt: Spoilt, ...faults: string[]) =>
  t.test(sentence, async (t) => { t.strictSame(faultsOf(spoilt), faults) })

const nation = (pointer: string, value: unknown): Spoilt => ({ nation: { [pointer]: value } })
const hill = (pointer: string, value: unknown): Spoilt => ({ hill: { [pointer]: value } })
const words = { zh: '话', en: 'words' }

// References
refused('a basis that is nowhere is refused', hill('/articles/0/provisions/0/basis', ['nation/art-4/item-1', 'nation/art-4/item-9']),
  'hill@1.yaml /articles/0/provisions/0/basis/1: there is no provision, article or other part nation/art-4/item-9')
refused('a printed basis that is nowhere is refused', hill('/articles/0/provisions/0/printedBasis', ['moon/art-1']),
  'hill@1.yaml /articles/0/provisions/0/printedBasis/0: there is no provision, article or other part moon/art-1')
refused('a step without a basis in the text is refused', nation('/procedures/0/steps/0/basis/0', 'nation/art-99'),
  'nation@1.yaml /procedures/0/steps/0/basis/0: there is no provision, article or other part nation/art-99')
refused('a step for findings under an article that is nowhere is refused', nation('/procedures/0/steps/0/when/under/0', 'nation/art-99'),
  'nation@1.yaml /procedures/0/steps/0/when/under/0: there is no provision, article or other part nation/art-99')
refused('an escalation of findings under an article that is nowhere is refused', nation('/escalations/0/current/under/-', 'nation/art-44'),
  'nation@1.yaml /escalations/0/current/under/1: there is no provision, article or other part nation/art-44')
refused('a provision besides that no fallback has is refused', hill('/besides/-', { provision: 'nation/art-66' }),
  'hill@1.yaml /besides/1/provision: no fallback has a provision nation/art-66')
refused('a provision of the ruleset itself is none besides', hill('/besides/-', { provision: 'hill/row-2/serious' }),
  'hill@1.yaml /besides/1/provision: no fallback has a provision hill/row-2/serious')
refused('a note that nobody has is refused', nation('/articles/0/provisions/0/notes', ['N-9']),
  'nation@1.yaml /articles/0/provisions/0/notes/0: neither this ruleset nor its fallbacks nor joining.yaml have a note N-9')
refused('a note of a ruleset that is no fallback is refused', nation('/escalations/0/notes', ['X-1', 'H-1']),
  'nation@1.yaml /escalations/0/notes/1: neither this ruleset nor its fallbacks nor joining.yaml have a note H-1')
refused('a fallback that does not exist is refused', { hill: { '/fallback': 'moon', '/besides': undefined, '/supplement': undefined, '/articles/0/provisions/0/basis': undefined, '/escalations': [], '/notes': [] }, nation: { '/notes/1/about/8': undefined } },
  "hill@1.yaml /fallback: there is no ruleset 'moon'",
  'hill@1.yaml /procedures: neither this ruleset nor its fallbacks have a procedure for candidate',
  'hill@1.yaml /procedures: neither this ruleset nor its fallbacks have a procedure for assessor',
  'hill@1.yaml /procedures: neither this ruleset nor its fallbacks have a procedure for agency')
refused('fallbacks that run in a circle are refused', nation('/fallback', 'hill'),
  'hill@1.yaml /fallback: the fallbacks run in a circle',
  'nation@1.yaml /fallback: the fallbacks run in a circle')
refused('escalations inherited from nobody are refused', nation('/escalations', 'inherit'),
  'nation@1.yaml /escalations: nothing to inherit from: the ruleset has no fallback',
  'nation@1.yaml /articles/4/provisions/2: no conduct meets it and no escalation leads to it',
  "nation@1.yaml /notes/1/about/1: the note N-2 is about 'escalations', and there is no such thing here")
refused('a provision that neither a conduct nor an escalation leads to is refused', nation('/articles/4/provisions/-', { path: 'art-5/item-4', cite: '第五条第（四）项', title: words }),
  'nation@1.yaml /articles/4/provisions/3: no conduct meets it and no escalation leads to it')
refused('a provision that two escalations lead to is refused', nation('/escalations/-', nationRules.escalations[0]),
  'nation@1.yaml /articles/4/provisions/2: 2 escalations lead to it')
refused('two rulesets for one region on the same day are refused', hill('/jurisdiction', '000000'),
  "hill@1.yaml /jurisdiction: the ruleset 'nation' is in force for the same region on the same day")
t.test('one region may pass from one ruleset to another', async (t) => {
  const valley = changed(hillRules, { '/id': 'valley', '/inForce': { from: '2021-01-01', until: '2021-12-31' }, '/notes': [], '/supplement/0/notes': undefined })
  t.strictSame(faultsOf({ more: [valley] }), [])
  t.strictSame(faultsOf({ more: [{ ...valley, inForce: { from: '2021-01-01', until: '2022-01-01' } }] }),
    ["valley@1.yaml /jurisdiction: the ruleset 'hill' is in force for the same region on the same day"])
})
t.test('a reference is looked up in every version of the fallback, from the day on which that begins', async (t) => {
  const first = { '/inForce/until': '2022-12-31' }
  const later = { '/version': '2', '/inForce': { from: '2023-01-01' } }
  t.strictSame(faultsOf({ nation: first, more: [changed(nationRules, later)] }), [])
  t.strictSame(faultsOf({ nation: first, more: [changed(nationRules, { ...later, '/articles/5/provisions/1/path': 'art-6/para-3', '/articles/5/provisions/1/cite': '第六条第三款', '/notes/1/about/8': undefined })] }), [
    'hill@1.yaml /besides/0/provision: no fallback has a provision nation/art-6/para-2 (from 2023-01-01)'
  ])
})

// Listed twice
refused('a conduct supplemented twice is refused', hill('/supplement/-', { conduct: 'agency.fees' }), 'hill@1.yaml /supplement/1: agency.fees is supplemented twice')
refused('a provision listed twice besides is refused', hill('/besides/-', hillRules.besides?.[0]), 'hill@1.yaml /besides/1: nation/art-6/para-2 is listed twice')
refused('a part given twice is refused', nation('/otherParts/1/path', 'art-8'),
  'nation@1.yaml /procedures/0/steps/0/basis/0: there is no provision, article or other part nation/art-9',
  'nation@1.yaml /procedures/0/steps/1/basis/0: there is no provision, article or other part nation/art-9',
  'nation@1.yaml /otherParts/1/path: the path art-8 is given twice',
  'nation@1.yaml /otherParts/1/cite: art-8 is cited as 第八条, not 第九条')
refused('an article that is an other part as well is refused', nation('/otherParts/-', { path: 'art-4', cite: '第四条', title: words, kind: 'purpose' }),
  'nation@1.yaml /otherParts/2/path: the path art-4 is given twice')
refused('a provision that is an other part as well is refused', nation('/otherParts/-', { path: 'art-4/item-1', cite: '第四条第（一）项', title: words, kind: 'purpose' }),
  'nation@1.yaml /otherParts/2/path: the path art-4/item-1 is that of a provision')
refused('a note given twice is refused', nation('/notes/-', nationRules.notes[0]), 'nation@1.yaml /notes/2/id: the note N-1 is given twice')
refused('a note with the name of another ruleset\'s is refused', hill('/notes/-', { ...nationRules.notes[0], about: ['validity'] }),
  'hill@1.yaml /notes/2/id: another ruleset or joining.yaml has a note N-1 already')
refused('a second procedure for a subject is refused', nation('/procedures/-', { subjects: ['agency'], steps: nationRules.procedures[0]?.steps }),
  'nation@1.yaml /procedures/1/subjects/0: a second procedure for agency')

// Days
refused('a first day that is none is refused', hill('/inForce/from', '2022-02-30'), 'hill@1.yaml /inForce/from: 2022-02-30 is no day of the calendar')
refused('a last day that is none is refused', hill('/inForce/until', '2024-13-01'), 'hill@1.yaml /inForce/until: 2024-13-01 is no day of the calendar')
refused('a day of issue that is none is refused', nation('/document/issuedOn', '2020-11-31'), 'nation@1.yaml /document/issuedOn: 2020-11-31 is no day of the calendar')
refused('a dated note on days that are none is refused', nation('/inForce/notes/0', { note: 'N-1', from: '2021-00-01', until: '2021-02-29' }),
  'nation@1.yaml /inForce/notes/0/from: 2021-00-01 is no day of the calendar',
  'nation@1.yaml /inForce/notes/0/until: 2021-02-29 is no day of the calendar')
refused('a dated note that runs backwards is refused', nation('/inForce/notes/0/until', '2020-01-01'), 'nation@1.yaml /inForce/notes/0: the note N-1 ends before it begins')
refused('a note dated before the ruleset is refused', nation('/inForce/notes/0/from', '2020-12-31'), 'nation@1.yaml /inForce/notes/0: the note N-1 is dated outside the time in force')
refused('a note dated after the ruleset is refused', { nation: { '/inForce/until': '2021-12-30' }, hill: { '/inForce': { from: '2021-06-01', until: '2021-12-30' } } },
  'nation@1.yaml /inForce/notes/0: the note N-1 is dated outside the time in force')
t.test('a note may be dated up to the last day in force', async (t) => {
  t.strictSame(faultsOf({ nation: { '/inForce/until': '2021-12-31' }, hill: { '/inForce': { from: '2021-06-01', until: '2021-12-31' } } }), [])
})
refused('an earlier decision that counts for more than a hundred years is refused', nation('/escalations/0/prior/within/years', 101), 'nation@1.yaml /escalations/0/prior/within/years: longer than 100 years')

// Citations
refused('an item cited as another is refused', nation('/articles/0/provisions/0/cite', '第一条第（二）项'),
  'nation@1.yaml /articles/0/provisions/0/cite: art-1/item-1 is cited as 第一条第（一）项, not 第一条第（二）项')
refused('a paragraph cited as an item is refused', nation('/articles/5/provisions/1/cite', '第六条第（二）项'),
  'nation@1.yaml /articles/5/provisions/1/cite: art-6/para-2 is cited as 第六条第二款, not 第六条第（二）项')
refused('an article with a slip in its number is refused', nation('/articles/2/cite', '第3条'), 'nation@1.yaml /articles/2/cite: art-3 is cited as 第三条, not 第3条')
refused('a rider cited as another article is refused', nation('/riders/0/cite', '第八条'), 'nation@1.yaml /riders/0/cite: art-7 is cited as 第七条, not 第八条')
refused('an other part cited as another is refused', nation('/otherParts/0/cite', '第九条'), 'nation@1.yaml /otherParts/0/cite: art-8 is cited as 第八条, not 第九条')
refused('a row cited as another is refused', hill('/articles/0/provisions/0/cite', '附件第1行'), 'hill@1.yaml /articles/0/provisions/0/cite: row-1/item-1/general is cited as 附件第1行第1项, not 附件第1行')
refused('a place that cites nothing is refused', nation('/otherParts/-', { path: 'preamble', cite: '  ', title: words, kind: 'purpose' }), 'nation@1.yaml /otherParts/2/cite: preamble cites nothing')
refused('two provisions with one citation are refused', { nation: { '/articles/1/provisions/0/path': 'annex/a', '/articles/1/provisions/0/cite': '附件甲', '/articles/2/provisions/0/path': 'annex/b', '/articles/2/provisions/0/cite': '附件甲' } },
  'nation@1.yaml /articles/2/provisions/0/cite: annex/b and annex/a have the same citation 附件甲')
t.test('two provisions of one row may have one citation where their tiers differ', async (t) => {
  const again = { path: 'row-1/item-1/serious', cite: '附件第1行第1项', title: words, tier: 'serious', conducts: [{ conduct: 'agency.fees', when: { gravity: 'serious' } }] }
  t.strictSame(faultsOf({ hill: { '/articles/0/provisions/-': again, '/supplement': undefined, '/notes': [] } }), [])
})
t.test('numbers are written as Chinese texts number their articles', async (t) => {
  t.strictSame([1, 10, 11, 20, 21, 99, 100, 101, 110, 115, 1005, 1050].map(numeral),
    ['一', '十', '十一', '二十', '二十一', '九十九', '一百', '一百零一', '一百一十', '一百一十五', '一千零五', '一千零五十'])
  t.strictSame([0, 1.5, 10000].map(numeral), [undefined, undefined, undefined])
  t.strictSame(['art-21', 'art-20/item-12', 'art-4/para-3', 'row-15', 'row-4/item-2', 'row-4/item-2/grave', 'plan/part-1', 'art-3/note'].map(citationOf),
    ['第二十一条', '第二十条第（十二）项', '第四条第三款', '附件第15行', '附件第4行第2项', '附件第4行第2项', undefined, undefined])
})

// Notes
refused('a note that nothing names is refused', nation('/notes/-', { id: 'N-3', question: words, reading: words }),
  'nation@1.yaml /notes/2: nothing names the note N-3, and it does not say what it is about')
refused('a note of joining.yaml that nothing names is refused', { joining: { '/notes/-': { id: 'X-3', question: words, reading: words } } },
  'joining.yaml /notes/2: nothing names the note X-3, and it does not say what it is about')
for (const about of ['article:art-99', 'fact:luck', 'conduct:agency.nothing', 'measure:exile', 'note:N-9']) {
  refused(`a note about ${about}, which is not there, is refused`, nation('/notes/1/about/-', about), `nation@1.yaml /notes/1/about/14: the note N-2 is about '${about}', and there is no such thing here`)
}
for (const about of ['scope', 'fallback', 'supplement']) {
  refused(`a note about a ${about} that the ruleset does not have is refused`, nation('/notes/1/about/-', about), `nation@1.yaml /notes/1/about/14: the note N-2 is about '${about}', and there is no such thing here`)
}
refused('a note about what is optional is refused where nothing is', hill('/notes/1/about/-', 'optional-measures'), "hill@1.yaml /notes/1/about/4: the note H-2 is about 'optional-measures', and there is no such thing here")
refused('a note about escalations is refused where there are none', { hill: { '/escalations': [], '/notes/1/about/-': 'escalations' } }, "hill@1.yaml /notes/1/about/4: the note H-2 is about 'escalations', and there is no such thing here")
t.test('a note may be about escalations, procedure and retention that are inherited', async (t) => {
  t.strictSame(faultsOf(hill('/notes/1/about', ['escalations', 'procedure', 'retention', 'note:N-1'])), [])
})
refused('a note about besides is refused where nobody applies anything besides', { hill: { '/besides': undefined, '/notes/1/about/3': undefined } },
  "nation@1.yaml /notes/1/about/8: the note N-2 is about 'besides', and there is no such thing here")
refused('a note of joining.yaml about an article that no ruleset has is refused', { joining: { '/notes/1/about/-': 'article:moon/art-1' } },
  "joining.yaml /notes/1/about/1: the note X-2 is about 'article:moon/art-1', and there is no such thing here")

// Procedures
refused('a subject that no procedure is for is refused', nation('/procedures/0/subjects/1', undefined),
  'hill@1.yaml /procedures: neither this ruleset nor its fallbacks have a procedure for assessor',
  'nation@1.yaml /procedures: neither this ruleset nor its fallbacks have a procedure for assessor')

// Joining
refused('a measure that makes an unknown one pointless is refused', { joining: { '/subsumes/rectify/-': 'exile' } }, "joining.yaml /subsumes/rectify/1: the vocabulary has no measure 'exile'")
refused('an unknown measure that makes another pointless is refused', { joining: { '/subsumes/exile': ['interview'] } }, "joining.yaml /subsumes/exile: the vocabulary has no measure 'exile'")
refused('measures that make each other pointless are refused', { joining: { '/subsumes/interview': ['rectify'] } },
  "joining.yaml /subsumes/rectify: 'rectify' makes itself pointless",
  "joining.yaml /subsumes/interview: 'interview' makes itself pointless")
refused('a measure that lasts a period without one is refused', { joining: { '/periods/bar-year': undefined, '/notes/0/about': ['periods'] }, nation: { '/notes/1/about/3': 'validity' } },
  "joining.yaml /notes/0/about/0: the note X-1 is about 'periods', and there is no such thing here",
  "joining.yaml /periods: 'bar-year' lasts a period, and none is given")
refused('a period of a measure that lasts none is refused', { joining: { '/periods/refer': { years: 2 } } }, "joining.yaml /periods/refer: 'refer' does not last a period")
refused('a period of an unknown measure is refused', { joining: { '/periods/exile': { years: 2 } } }, "joining.yaml /periods/exile: the vocabulary has no measure 'exile'")
refused('a period that rests on a note that nobody has is refused', { joining: { '/periods/bar-year/notes/-': 'X-9' } }, 'joining.yaml /periods/bar-year/notes: there is no note X-9')
refused('a provision not counted later that no ruleset has is refused', { joining: { '/notCounted/provisions/-': 'nation/art-55' } }, 'joining.yaml /notCounted/provisions/2: no ruleset has a provision nation/art-55')
refused('an article is no provision that is not counted later', { joining: { '/notCounted/provisions/0': 'nation/art-5' } }, 'joining.yaml /notCounted/provisions/0: no ruleset has a provision nation/art-5')
refused('what is not counted later by a note that nobody has is refused', { joining: { '/notCounted/notes/-': 'X-9' } }, 'joining.yaml /notCounted/notes/1: there is no note X-9')
t.test('a provision not counted later may stand in one version of its ruleset only', async (t) => {
  const later = { '/version': '2', '/inForce': { from: '2023-01-01' } }
  const renumbered = { ...later, '/articles/4/provisions/1/path': 'art-5/item-4', '/articles/4/provisions/1/cite': '第五条第（四）项' }
  t.strictSame(faultsOf({ nation: { '/inForce/until': '2022-12-31' }, more: [changed(nationRules, renumbered)] }), [])
})
t.test('a note is used where it says only what is not counted later', async (t) => {
  const note = { id: 'X-3', question: words, reading: words }
  t.strictSame(faultsOf({ joining: { '/notes/-': note, '/notCounted/notes/-': 'X-3' } }), [])
})
