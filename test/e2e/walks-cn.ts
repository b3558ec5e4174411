/** Cases under the national guideline, one for each type of subject, each with the refusals on its way. */
import { about, at, party, say } from './desks.ts'
import { by } from './office.ts'
import { refused, takes, type Walk } from './walk.ts'

const agency = at('agency')
const county = at('county')
const city = at('city')

function candidate (): Walk {
  const unclear = [{ code: 'candidate.signalling' }]
  const clear = [{ code: 'candidate.signalling', facts: { seriouslyDisruptedOthers: false } }]
  const signed = { signers: ['wei', 'chen'], confirmedBy: 'lead' }
  const measures = ['cancel-all-scores', 'bar-current-year']
  const { wei, hua, zhao } = agency
  return {
    name: 'a candidate who signalled: signed, confirmed, decided by the agency, reviewed, archived',
    opening: about('cn', unclear),
    opener: wei,
    opened: { state: 'registered', next: ['accept', 'dismiss'], tier: null, measures: [] },
    stages: [
      refused(say.establish('2026-03-16', clear, signed), wei, 'wrong-state'),
      takes(say.accept, wei, { state: 'investigating', next: ['dismiss', 'establish-facts'] }),
      refused({ type: 'suspend-pending', measures: ['suspend-evaluation'], reasons: '调查需要。' }, county.wei, 'not-in-this-ruleset'),
      refused(say.establish('2026-03-13', unclear, signed), wei, 'date-out-of-order', 'establishedOn'),
      refused(say.establish('2026-11-22', unclear, signed), wei, 'date-out-of-order', 'establishedOn'),
      refused(say.establish('2026-03-16', unclear, { ...signed, signers: ['wei'] }), wei, 'too-few-signers', 'signers'),
      refused(say.establish('2026-03-16', unclear, { ...signed, signers: ['wei', 'wei'] }), wei, 'too-few-signers', 'signers'),
      refused(say.establish('2026-03-16', unclear, { signers: signed.signers }), wei, 'confirmation-missing', 'confirmedBy'),
      takes(say.establish('2026-03-16', unclear, signed), wei, { state: 'facts-established', next: ['dismiss', 'establish-facts'], blocked: ['notify facts-missing'] }),
      refused(say.notify('2026-03-20'), wei, 'facts-missing'),
      takes(say.establish('2026-03-18', clear, signed), wei, { state: 'facts-established', next: ['dismiss', 'notify'], blocked: [], measures }),
      refused(say.notify('2026-03-17'), wei, 'date-out-of-order', 'deliveredOn'),
      refused(say.notify('2026-03-20', { optionalMeasures: ['publish'] }), wei, 'measure-not-available', 'optionalMeasures'),
      takes(say.notify('2026-03-20'), wei, { state: 'notified', next: ['dismiss', 'establish-facts', 'hear', 'decide'], due: [] }),
      refused(say.hear('2026-03-21', {}), party, 'required-here', 'statement'),
      takes(say.hear('2026-03-21', { waived: true }), party, { state: 'notified' }),
      refused(say.decide('2026-03-24'), city.hua, 'wrong-level'),
      refused(say.decide('2026-03-24'), wei, 'same-person'),
      refused(say.decide('2026-03-24'), by('lead', 'agency'), 'same-person'),
      takes(say.decide('2026-03-24'), hua, { state: 'decided', next: ['serve'], measures }),
      refused(say.archive('2026-03-25'), hua, 'wrong-state'),
      refused(say.serve('2026-03-23'), wei, 'date-out-of-order', 'servedOn'),
      takes(say.serve('2026-03-25'), wei, { state: 'in-force', next: ['publish', 'request-review', 'archive'], blocked: [] }),
      takes(say.request('2026-04-01'), party, { state: 'under-review', next: ['decide-review'] }),
      refused(say.archive('2026-04-02'), wei, 'wrong-state'),
      refused(say.review('2026-04-08'), hua, 'same-person'),
      refused(say.review('2026-04-08'), city.zhao, 'wrong-level'),
      refused(say.review('2026-04-08', 'vary', { conducts: [{ code: 'candidate.collusion', facts: { gravity: 'minor' } }] }), zhao, 'heavier-than-notified'),
      refused(say.review('2026-04-08', 'vary', { conducts: unclear }), zhao, 'facts-missing'),
      takes(say.review('2026-04-08'), zhao, { state: 'in-force', measures }),
      refused(say.appeal('2026-04-10'), party, 'not-in-this-ruleset'),
      takes(say.archive('2026-04-20'), wei, { state: 'closed', next: ['request-review'], measures }),
      refused(say.evidence('2026-04-21'), wei, 'wrong-state')
    ]
  }
}

function administrator (): Walk {
  const conducts = [{ code: 'exam-administrator.paper-handling' }]
  const { wei, hua } = agency
  return {
    name: 'an exam administrator who mishandled papers: decided by the agency, which reports it',
    opening: about('cn', conducts),
    opener: wei,
    opened: { state: 'registered', measures: ['bar-from-duty-current-year', 'agency-discipline'] },
    stages: [
      takes(say.accept, wei, { state: 'investigating', next: ['dismiss', 'establish-facts'] }),
      takes(say.establish('2026-03-16', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-20'), wei, { state: 'notified' }),
      takes(say.decide('2026-03-24'), hua, { state: 'decided', next: ['serve'] }),
      takes(say.serve('2026-03-25'), wei, { state: 'in-force', next: ['publish', 'request-review'], blocked: ['archive report-missing'] }),
      refused(say.archive('2026-04-20'), wei, 'report-missing'),
      takes(say.report('regulator', '2026-03-30', 'problem-list'), wei, { state: 'in-force', blocked: ['archive report-missing'] }),
      refused(say.archive('2026-04-20'), wei, 'report-missing'),
      takes(say.report('regulator', '2026-03-31'), wei, { state: 'in-force', next: ['publish', 'request-review', 'archive'], blocked: [] }),
      takes(say.archive('2026-04-20'), wei, { state: 'closed' })
    ]
  }
}

function assessor (): Walk {
  const conducts = [{ code: 'assessor.scoring', facts: { scoringCause: 'departed-from-standard', scoringError: 'minor' } }]
  const { wei, hua } = county
  return {
    name: 'an assessor who departed from the standard: decided by the regulator, which reports to nobody',
    opening: about('cn', conducts, { agencyRef: '91110105MA0009999K' }),
    opener: wei,
    opened: { state: 'registered', tier: null, measures: ['revoke-assessor-certificate', 'agency-discipline'] },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-10'), wei, { state: 'investigating' }),
      refused(say.evidence('2026-03-09'), wei, 'date-out-of-order', 'obtainedOn'),
      takes(say.establish('2026-03-16', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-20'), wei, { state: 'notified' }),
      takes(say.hear('2026-03-23'), party, { state: 'notified' }),
      takes(say.decide('2026-03-24'), hua, { state: 'decided' }),
      takes(say.serve('2026-03-25'), wei, { state: 'in-force', next: ['publish', 'request-review', 'archive'], blocked: [] }),
      takes(say.archive('2026-04-20'), wei, { state: 'closed' })
    ]
  }
}

function supervisor (): Walk {
  const harmless = [{ code: 'quality-supervisor.leaving-post', facts: { adverseEffect: 'none', gravity: 'minor' } }]
  const harmful = [{ code: 'quality-supervisor.leaving-post', facts: { adverseEffect: 'adverse', gravity: 'minor' } }]
  const { wei, hua } = city
  return {
    name: 'a quality supervisor who left the post: nothing to decide until an adverse effect is found',
    opening: about('cn', harmless),
    opener: wei,
    opened: { state: 'registered', measures: [] },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      takes(say.establish('2026-03-16', harmless), wei, { state: 'facts-established', next: ['dismiss', 'establish-facts'], blocked: ['notify facts-missing'] }),
      refused(say.notify('2026-03-20'), wei, 'facts-missing'),
      takes(say.establish('2026-03-18', harmful), wei, { state: 'facts-established', next: ['dismiss', 'notify'], measures: ['discipline-supervisor'] }),
      takes(say.notify('2026-03-20'), wei, { state: 'notified' }),
      takes(say.decide('2026-03-24'), hua, { state: 'decided' }),
      takes(say.serve('2026-03-25', { method: 'public-notice' }), wei, { state: 'in-force' }),
      takes(say.archive('2026-04-20'), wei, { state: 'closed' })
    ]
  }
}

function body (): Walk {
  const conducts = [{ code: 'agency.lax-eligibility-review', facts: { gravity: 'serious' } }]
  const announced = { optionalMeasures: ['list-dishonest'] }
  const rectifyBy = '2026-06-30'
  const { wei, hua } = county
  return {
    name: 'an agency that checked eligibility with serious laxity: a period set in the notice, a measure chosen, a rectification verified',
    opening: about('cn', conducts),
    opener: wei,
    opened: { state: 'registered', tier: 'serious', measures: ['warning', 'rectify', 'suspend-evaluation'] },
    stages: [
      refused(say.accept, agency.wei, 'wrong-level'),
      takes(say.accept, wei, { state: 'investigating' }),
      takes(say.evidence('2026-03-15', { preservedUntil: '2026-05-31' }), wei, { state: 'investigating', due: ['preservation 2026-05-31'] }),
      takes(say.establish('2026-03-16', conducts), wei, { state: 'facts-established' }),
      takes(say.notify('2026-03-20', { ...announced, statementDueOn: '2026-04-10' }), wei, { state: 'notified', due: ['statement 2026-04-10', 'preservation 2026-05-31'] }),
      refused(say.decide('2026-04-10', { ...announced, rectifyBy }), hua, 'defence-period-open'),
      refused(say.decide('2026-04-11', { rectifyBy, optionalMeasures: ['list-dishonest', 'publish'] }), hua, 'heavier-than-notified'),
      refused(say.decide('2026-04-11', announced), hua, 'required-here', 'rectifyBy'),
      refused(say.decide('2026-04-11', { ...announced, rectifyBy: '2026-04-10' }), hua, 'date-out-of-order', 'rectifyBy'),
      takes(say.decide('2026-04-11', { ...announced, rectifyBy }), hua, { state: 'decided', tier: 'serious', due: ['rectification 2026-06-30'], measures: ['warning', 'rectify', 'suspend-evaluation', 'list-dishonest'] }),
      refused(say.verify('2026-04-12'), wei, 'wrong-state'),
      takes(say.serve('2026-04-13'), wei, { state: 'in-force', next: ['publish', 'request-review', 'verify-rectification'], blocked: ['archive duties-open'], due: ['rectification 2026-06-30'] }),
      refused(say.archive('2026-06-30'), wei, 'duties-open'),
      takes(say.verify('2026-06-15', 'failed'), wei, { state: 'in-force', blocked: ['archive duties-open'], due: ['rectification 2026-06-30'] }),
      takes(say.verify('2026-06-29'), wei, { state: 'in-force', next: ['publish', 'request-review', 'archive'], due: [] }),
      takes(say.archive('2026-06-30'), wei, { state: 'closed' })
    ]
  }
}

function dismissed (): Walk {
  const conducts = [{ code: 'candidate.copying' }]
  const { wei } = agency
  return {
    name: 'a candidate of whom the report proved wrong: dismissed, and archived all the same',
    opening: about('cn', conducts, { source: 'complaint' }),
    opener: wei,
    opened: { state: 'registered' },
    stages: [
      takes(say.accept, wei, { state: 'investigating' }),
      takes({ type: 'dismiss', reasons: '举报不实。' }, wei, { state: 'dismissed', next: ['archive'] }),
      refused(say.establish('2026-03-16', conducts, { signers: ['wei', 'chen'], confirmedBy: 'lead' }), wei, 'wrong-state'),
      takes(say.archive('2026-03-20'), wei, { state: 'closed', next: [] }),
      refused(say.request('2026-03-21'), party, 'wrong-state')
    ]
  }
}

export const nationalWalks = (): Walk[] => [candidate(), administrator(), assessor(), supervisor(), body(), dismissed()]
