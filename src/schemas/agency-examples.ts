/**
 * Examples of agencies. They run as they are: the opening on a fresh service, and the steps, in this order, on the agency that it registers (those that
 * only come in place of others say so). The agency, its code and the people are made up.
 */
import { trainingOrganisation } from './filing-examples.ts'
import { exampleId } from './record-examples.ts'

const [welder] = trainingOrganisation.occupations
if (!welder) throw new Error('the example applies for nothing')
const { facts, materials, dates } = trainingOrganisation
const { facts: welding, ...occupation } = welder
const assessor = (number: number, name: string) => ({ role: 'assessor', ref: `KP-${number}`, refKind: 'other', name, occupations: [occupation.code] })

export const agencyExamples = {
  'training-organisation': {
    summary: 'A training organisation of Nanning',
    value: { ref: '91450103MA0000001R', refKind: 'uscc', name: '南宁示例职业培训学校有限公司', agencyKind: 'training-organisation', jurisdiction: '450103' }
  }
}

const apply = { type: 'apply', track: 'level-recognition', kind: 'initial', on: '2026-03-02', occupations: [{ ...occupation, facts: welding }], areas: ['450100'], sites: [{ id: 'NN-01', name: '青秀实训基地', jurisdiction: '450103' }], facts, materials, dates }

export const agencyStepExamples = {
  apply: { summary: 'It applies for the level recognition of welders', value: apply },
  supplement: {
    summary: 'Assessment, public notice, the ministry\'s review: what has been done since',
    value: {
      type: 'supplement',
      on: '2026-05-20',
      dates: { assessed: '2026-04-21', announced: '2026-04-23', 'announcement-ended': '2026-05-07', 'reported-to-ministry': '2026-05-08', 'ministry-reviewed': '2026-05-18', coded: '2026-05-19' }
    }
  },
  'withdraw-application': { summary: 'The applicant thinks better of it (in place of a decision)', value: { type: 'withdraw-application', on: '2026-05-21', reasons: '场地租约有变，暂缓申请。' } },
  refuse: { summary: 'It is not filed (in place of the filing)', value: { type: 'refuse', on: '2026-05-21', reasons: '技术评估发现实操场地与所报职业不匹配。', basis: ['附件2第一部分第（三）项'] } },
  grant: { summary: 'It is filed; the filing holds for three years', value: { type: 'grant', on: '2026-05-21', receipt: 'GX-2026-0117', agencyCode: 'Y000045010001' } },
  'put-on-file': { summary: 'An assessor is put on file', value: { type: 'put-on-file', ...assessor(1, '陆示例'), certificate: 'GX20260001', on: '2026-05-21' } },
  'take-off-file': { summary: 'He leaves', value: { type: 'take-off-file', role: 'assessor', ref: 'KP-1', on: '2026-07-01', reasons: '离职。' } },
  'record-crossing': { summary: 'Work in Liuzhou for a month, reported there and consented to', value: { type: 'record-crossing', place: '450200', from: '2026-08-01', to: '2026-08-31', reportedOn: '2026-07-06', consentedOn: '2026-07-13' } },
  supervise: {
    summary: 'Supervision on site finds a gap in the recordings',
    value: { type: 'supervise', on: '2026-09-15', form: 'on-site', by: ['wei', 'chen'], findings: [{ what: '一间考场的监控录像缺四十分钟。', conduct: 'agency.archives', handling: 'on-the-spot', handledOn: '2026-09-15' }] }
  },
  annul: { summary: 'The supervision was entered for the wrong agency', value: { type: 'annul', seq: 8, reasons: '录错机构。' } },
  rate: {
    summary: 'Two stars: to be rectified, and a case is opened from it',
    value: { type: 'rate', selfAssessedOn: '2026-09-20', selfStars: 4, reviewedOn: '2026-10-15', on: '2026-11-02', stars: 2, standard: '2026年度评价机构星级评定标准', basis: '复核评估78分；督导发现录像缺失。' }
  }
}

export const ratingCaseExamples = { rating: { summary: 'The case of a rating', value: {} } }
export { exampleId }
