/** Agencies in Minhang, whose problems go to the city centre first, and in Guangxi, where an appeal follows the review. */
import { about, at, party, say } from './desks.ts'
import { by } from './office.ts'
import { refused, takes, type Walk } from './walk.ts'

const county = at('county')
const city = at('city')

export function minhangWalk (): Walk {
  const conducts = [{ code: 'agency.exam-plan-change', facts: { gravity: 'serious' } }]
  const measures = ['warning', 'rectify', 'suspend-evaluation']
  const rectifyBy = '2026-06-30'
  const { wei, hua } = county
  return {
    name: 'an agency in Minhang that changed its exam plan: the problem list goes to the city centre before anything is decided',
    opening: about('minhang', conducts),
    opener: wei,
    opened: { state: 'registered', tier: 'serious', measures },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-15', { kind: 'site-record' }), wei, { state: 'investigating' }),
      takes(say.establish('2026-03-16', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-20'), wei, { state: 'notified', next: ['dismiss', 'establish-facts', 'hear'], blocked: ['decide report-missing'] }),
      refused(say.decide('2026-03-31', { rectifyBy }), hua, 'report-missing'),
      takes(say.report('city-centre', '2026-03-24', 'decision'), wei, { state: 'notified', blocked: ['decide report-missing'] }),
      takes(say.report('city', '2026-03-24', 'problem-list'), wei, { state: 'notified', blocked: ['decide report-missing'] }),
      refused(say.decide('2026-03-31', { rectifyBy }), hua, 'report-missing'),
      takes(say.report('city-centre', '2026-03-25', 'problem-list'), wei, { state: 'notified', blocked: [] }),
      takes(say.decide('2026-03-31', { rectifyBy }), hua, { state: 'decided', measures }),
      takes(say.serve('2026-04-01'), wei, { state: 'in-force', due: ['rectification 2026-06-30'], blocked: ['archive duties-open'] }),
      refused(say.appeal('2026-04-10'), party, 'not-in-this-ruleset'),
      takes(say.verify('2026-06-25'), wei, { state: 'in-force', due: [] }),
      takes(say.archive('2026-06-30'), wei, { state: 'closed', tier: 'serious', measures })
    ]
  }
}

export function guangxiWalk (): Walk {
  const conducts = [{ code: 'agency.guaranteed-pass-advertising' }]
  const measures = ['suspend-evaluation', 'rectify']
  const { wei, hua, zhao } = county
  const qian = by('qian', 'city')
  return {
    name: 'an agency in Guangxi that advertised a guaranteed pass: served in writing, reviewed, appealed one level up',
    opening: about('guangxi', conducts, { narrative: '广告称包过。' }),
    opener: wei,
    opened: { state: 'registered', tier: 'serious', measures },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-15'), wei, { state: 'investigating' }),
      takes(say.establish('2026-03-16', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-20'), wei, { state: 'notified' }),
      takes(say.hear('2026-03-23'), party, { state: 'notified' }),
      takes(say.decide('2026-03-31', { rectifyBy: '2026-06-30' }), hua, { state: 'decided', measures }),
      refused(say.serve('2026-04-01', { method: 'public-notice' }), wei, 'required-here', 'method'),
      takes(say.serve('2026-04-01', { method: 'post' }), wei, { state: 'in-force' }),
      refused(say.appeal('2026-04-02'), party, 'wrong-state'),
      takes(say.request('2026-04-10'), party, { state: 'under-review' }),
      takes(say.review('2026-04-20'), zhao, { state: 'in-force', next: ['publish', 'request-review', 'appeal', 'verify-rectification'] }),
      takes(say.appeal('2026-04-24'), party, { state: 'under-appeal', next: ['decide-appeal'] }),
      refused(say.appealed('2026-05-12'), by('qian', 'county'), 'wrong-level'),
      refused(say.appealed('2026-05-12'), by('qian', 'province'), 'wrong-level'),
      refused(say.appealed('2026-05-12'), city.hua, 'same-person'),
      refused(say.appealed('2026-05-12'), city.zhao, 'same-person'),
      takes(say.appealed('2026-05-12'), qian, { state: 'in-force', measures }),
      refused({ type: 'correct', seq: 7, reasons: '日期误写。', replaces: { decidedOn: '2026-03-30' } }, wei, 'date-out-of-order', 'decidedOn'),
      takes({ type: 'correct', seq: 1, reasons: '引文误写。', replaces: { narrative: '广告称“包过”。' } }, wei, { state: 'in-force' }),
      takes(say.verify('2026-06-25'), wei, { state: 'in-force' }),
      takes(say.archive('2026-06-30'), wei, { state: 'closed', measures })
    ]
  }
}
