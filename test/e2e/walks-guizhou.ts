/** Cases in Guizhou, one for each type of subject: the period of 15 working days, the reports, who decides. */
import { about, at, party, say } from './desks.ts'
import { refused, takes, type Walk } from './walk.ts'

const agency = at('agency')
const county = at('county')
const city = at('city')
const province = at('province')
/** The 15th working day after a notice of 30 March 2026: 4 to 6 April are a holiday. */
const due = ['statement 2026-04-21']
const suspend = { type: 'suspend-pending', measures: ['suspend-evaluation', 'hold-certificate-data'], reasons: '调查需要。' } as const

function candidate (): Walk {
  const conducts = [{ code: 'candidate.impersonation', facts: { gravity: 'serious' } }]
  const signed = { signers: ['wei', 'chen'], confirmedBy: 'lead' }
  const { wei, hua } = agency
  return {
    name: 'a candidate who had another sit in: 15 working days, a major decision reported to city and province',
    opening: about('guizhou', conducts),
    opener: wei,
    opened: { state: 'registered', tier: null, measures: ['cancel-all-scores', 'refer-to-authorities'] },
    stages: [
      takes(say.accept, wei, { state: 'investigating', next: ['dismiss', 'suspend-pending', 'establish-facts'] }),
      refused(suspend, wei, 'wrong-level'),
      takes({ ...suspend, measures: ['hold-certificate-data'] }, county.wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-16', { kind: 'audio-visual' }), wei, { state: 'investigating' }),
      takes(say.establish('2026-03-20', conducts, signed), wei, { state: 'facts-established' }),
      refused(say.notify('2026-03-30', { statementDueOn: '2026-04-20' }), wei, 'date-out-of-order', 'statementDueOn'),
      takes(say.notify('2026-03-30'), wei, { state: 'notified', due }),
      refused(say.decide('2026-04-21'), hua, 'defence-period-open'),
      refused(say.decide('2026-04-22'), province.hua, 'wrong-level'),
      takes(say.decide('2026-04-22'), hua, { state: 'decided', due: [] }),
      takes(say.serve('2026-04-23'), wei, { state: 'in-force', blocked: ['archive report-missing'] }),
      takes(say.report('city', '2026-04-24'), wei, { state: 'in-force', blocked: ['archive report-missing'] }),
      refused(say.archive('2026-05-20'), wei, 'report-missing'),
      takes(say.report('province', '2026-04-24'), wei, { state: 'in-force', blocked: [] }),
      takes(say.archive('2026-05-20'), wei, { state: 'closed', measures: ['cancel-all-scores', 'refer-to-authorities'] })
    ]
  }
}

function administrator (): Walk {
  const conducts = [{ code: 'exam-administrator.lax-eligibility-review' }]
  const { wei, hua } = agency
  return {
    name: 'an exam administrator, whom Guizhou leaves to the nation: decided by the agency alone, once heard',
    opening: about('guizhou', conducts),
    opener: wei,
    opened: { state: 'registered', measures: ['bar-from-duty-current-year', 'agency-discipline'] },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-16'), wei, { state: 'investigating' }),
      takes(say.establish('2026-03-20', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-30'), wei, { state: 'notified', due }),
      refused(say.decide('2026-04-02'), hua, 'defence-period-open'),
      takes(say.hear('2026-04-01'), party, { state: 'notified', due: [] }),
      refused(say.decide('2026-04-02'), city.hua, 'wrong-level'),
      takes(say.decide('2026-04-02'), hua, { state: 'decided' }),
      takes(say.serve('2026-04-03'), wei, { state: 'in-force', blocked: ['archive report-missing'] }),
      takes(say.report('city', '2026-04-07'), wei, { state: 'in-force', blocked: [] }),
      takes(say.archive('2026-05-20'), wei, { state: 'closed' })
    ]
  }
}

function assessor (): Walk {
  const conducts = [{ code: 'assessor.tampering', facts: { adverseEffect: 'adverse' } }]
  const measures = ['withdraw-assessor-card', 'dismiss-assessor', 'order-agency-rectify', 'suspend-occupation-evaluation']
  const { wei, hua } = agency
  return {
    name: 'an assessor who tampered with scores: the agency is to rectify, too, which does not hold up the archive',
    opening: about('guizhou', conducts, { agencyRef: '91520102MA0009998K' }),
    opener: wei,
    opened: { state: 'registered', tier: null, measures },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-16'), wei, { state: 'investigating' }),
      takes(say.establish('2026-03-20', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-30'), wei, { state: 'notified', due }),
      takes(say.hear('2026-04-01', { waived: true }), party, { state: 'notified', due: [] }),
      takes(say.decide('2026-04-02'), hua, { state: 'decided', measures }),
      takes(say.serve('2026-04-03'), wei, { state: 'in-force', next: ['publish', 'request-review', 'verify-rectification'], blocked: ['archive report-missing'] }),
      takes(say.report('province', '2026-04-07'), wei, { state: 'in-force', blocked: ['archive report-missing'] }),
      takes(say.report('city', '2026-04-07'), wei, { state: 'in-force', blocked: [] }),
      takes(say.archive('2026-05-20'), wei, { state: 'closed' })
    ]
  }
}

function supervisor (): Walk {
  const conducts = [{ code: 'quality-supervisor.not-stopping-cheating', facts: { gravity: 'serious', adverseEffect: 'adverse' } }]
  const { wei, hua, zhao } = city
  return {
    name: 'a quality supervisor whom the city sent and who let cheating pass: the city decides, and varies on review',
    opening: about('guizhou', conducts),
    opener: wei,
    opened: { state: 'registered', measures: ['revoke-supervisor-qualification'] },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-16', { kind: 'testimony' }), wei, { state: 'investigating' }),
      takes(say.establish('2026-03-20', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-30'), wei, { state: 'notified', due }),
      takes(say.decide('2026-04-22'), hua, { state: 'decided' }),
      takes(say.serve('2026-04-23'), wei, { state: 'in-force', blocked: [] }),
      takes(say.request('2026-04-28'), party, { state: 'under-review' }),
      refused(say.review('2026-05-12', 'vary', { conducts: [{ code: 'quality-supervisor.bribery', facts: { adverseEffect: 'none' } }, ...conducts], optionalMeasures: ['publish'] }), zhao, 'measure-not-available', 'optionalMeasures'),
      takes(say.review('2026-05-12', 'vary', { conducts: [{ code: 'quality-supervisor.not-stopping-cheating', facts: { gravity: 'minor', adverseEffect: 'none' } }] }), zhao, { state: 'in-force', measures: ['suspend-supervision'] }),
      takes(say.archive('2026-05-20'), wei, { state: 'closed', measures: ['suspend-supervision'] })
    ]
  }
}

function body (): Walk {
  const conducts = [{ code: 'agency.lending-qualification' }]
  const { wei, hua } = city
  return {
    name: 'an agency that lent its qualification: investigated by the city, terminated and made public by the province',
    opening: about('guizhou', conducts),
    opener: wei,
    opened: { state: 'registered', tier: 'grave', measures: ['terminate-filing', 'remove-from-directory', 'publish'] },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      refused(suspend, agency.wei, 'wrong-level'),
      takes(suspend, wei, { state: 'investigating' }),
      takes({ type: 'refer', to: '示例市公安局', reasons: '涉嫌犯罪。' }, wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-16'), wei, { state: 'investigating' }),
      takes(say.establish('2026-03-20', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-30'), wei, { state: 'notified', due }),
      refused(say.decide('2026-04-22'), hua, 'wrong-level'),
      takes(say.decide('2026-04-22'), province.hua, { state: 'decided', tier: 'grave' }),
      takes(say.serve('2026-04-23'), wei, { state: 'in-force', blocked: ['archive duties-open'] }),
      refused(say.archive('2026-05-20'), wei, 'duties-open'),
      takes(say.publish('2026-04-27'), province.wei, { state: 'in-force', blocked: [] }),
      takes(say.archive('2026-05-20'), wei, { state: 'closed' })
    ]
  }
}

export const guizhouWalks = (): Walk[] => [candidate(), administrator(), assessor(), supervisor(), body()]
