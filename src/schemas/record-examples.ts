/**
 * Examples of records. They run as they are: the opening on a fresh service, and the steps, in this order, on the case that it opens (those that
 * only other cases know say so). The agency, its code and the people are made up.
 */
export const exampleId = '019ab4e2-5c00-7d3a-9f1e-2b6c8d4e7a10'

const agency = { type: 'agency', ref: '91450103MA0000001R', refKind: 'uscc', name: '南宁示例职业培训学校有限公司' }
const candidate = { type: 'candidate', ref: '11010519491231002X', refKind: 'resident-id', name: '张示例' }
const laxReview = { code: 'agency.lax-eligibility-review', facts: { gravity: 'minor' } }

export const openingExamples = {
  'guangxi-agency': {
    summary: 'An agency that checked eligibility carelessly, found at an inspection (Guangxi)',
    value: {
      jurisdiction: '450103',
      occurredOn: '2026-03-14',
      subject: agency,
      source: 'inspection',
      conducts: [laxReview],
      narrative: '抽查报名材料，有两名考生的工作年限证明缺页。',
      session: { id: 'GX-2026-0314-02', occupation: '电工', level: '三级', site: '南宁市青秀区示例考点', heldOn: '2026-03-14' }
    }
  },
  'guizhou-candidate': {
    summary: 'A candidate with a phone at the seat, found on site (Guizhou)',
    value: {
      jurisdiction: '520102',
      occurredOn: '2026-03-14',
      subject: candidate,
      source: 'on-site',
      conducts: [{ code: 'candidate.prohibited-items', facts: { refusedAfterReminder: true } }],
      agencyRef: '91520102MA0000002Q'
    }
  }
}

export const stepExamples = {
  accept: { summary: 'The case is taken up', value: { type: 'accept' } },
  'suspend-pending': {
    summary: 'Evaluation is suspended meanwhile (an agency\'s case in Guizhou)',
    value: { type: 'suspend-pending', measures: ['suspend-evaluation'], reasons: '涉事考点仍有评价计划，继续举行可能影响调查。' }
  },
  'add-evidence': {
    summary: 'A copy of the papers is put on record',
    value: { type: 'add-evidence', kind: 'documentary', title: '报名材料复印件（2份）', obtainedOn: '2026-03-16', preservedUntil: '2026-12-31' }
  },
  refer: { summary: 'A part of it belongs to another authority', value: { type: 'refer', to: '示例市市场监督管理局', reasons: '其中收费问题属于该局职责。' } },
  'establish-facts': {
    summary: 'Two people sign what was found',
    value: { type: 'establish-facts', conducts: [laxReview], signers: ['wei', 'chen'], establishedOn: '2026-03-20' }
  },
  report: { summary: 'The list of problems goes to the city', value: { type: 'report', to: 'city', on: '2026-03-23', subject: 'problem-list' } },
  notify: {
    summary: 'The agency is told what is intended, and has until 1 April to state its case',
    value: { type: 'notify', deliveredOn: '2026-03-25', method: 'in-person', optionalMeasures: ['invalidate-session-results'], statementDueOn: '2026-04-01' }
  },
  hear: { summary: 'The agency states its case', value: { type: 'hear', on: '2026-03-30', statement: '承认材料核对不细，已补齐证明；请求不影响其他考生成绩。' } },
  'hear-waived': { summary: 'The agency has nothing to say (in place of a statement)', value: { type: 'hear', on: '2026-03-30', waived: true } },
  decide: {
    summary: 'Somebody else than the investigators decides, without the optional measure',
    value: { type: 'decide', decidedOn: '2026-04-02', reasons: '资格审核不严，情节轻微；申辩有据，不再宣布结果无效。' }
  },
  serve: { summary: 'The decision is handed over', value: { type: 'serve', servedOn: '2026-04-03', method: 'in-person' } },
  publish: { summary: 'The decision is made public', value: { type: 'publish', on: '2026-04-07', where: '示例市人力资源和社会保障局网站' } },
  'request-review': { summary: 'The agency asks for a review', value: { type: 'request-review', on: '2026-04-10', grounds: '认为约谈没有必要。' } },
  'decide-review': { summary: 'Another person of the same authority upholds the decision', value: { type: 'decide-review', on: '2026-04-20', outcome: 'uphold', reasons: '事实清楚，处理适当。' } },
  appeal: { summary: 'The agency appeals to the next level up', value: { type: 'appeal', on: '2026-04-24', grounds: '不服复核决定。' } },
  'decide-appeal': { summary: 'The next level up upholds it, too', value: { type: 'decide-appeal', on: '2026-05-12', outcome: 'uphold', reasons: '维持复核决定。' } },
  'verify-rectification': { summary: 'The rectification is verified (where one was imposed)', value: { type: 'verify-rectification', on: '2026-06-10', result: 'passed' } },
  correct: {
    summary: 'A slip of the pen in the opening',
    value: { type: 'correct', seq: 1, reasons: '人数误写。', replaces: { narrative: '抽查报名材料，有三名考生的工作年限证明缺页。' } }
  },
  archive: { summary: 'The case is closed', value: { type: 'archive', on: '2026-06-15' } },
  dismiss: { summary: 'The case ends before a decision (in place of one)', value: { type: 'dismiss', reasons: '经查，证明齐全，举报不实。' } }
}

export const searchExamples = {
  subject: { summary: 'All cases of one agency', value: { subject: { type: agency.type, ref: agency.ref } } },
  overdue: { summary: 'Open cases in Guangxi with something due', value: { jurisdiction: '45', state: 'notified', dueBefore: '2026-12-01', limit: 20 } }
}

export const priorExamples = {
  barred: {
    summary: 'A candidate whom another authority barred for two years',
    value: {
      subject: candidate,
      jurisdiction: '520102',
      decidedOn: '2025-09-01',
      authority: '示例市职业技能鉴定中心',
      measures: [{ measure: 'cancel-all-scores' }, { measure: 'bar-2-years', from: '2025-09-03', to: '2027-09-02' }],
      document: '示例鉴〔2025〕17号'
    }
  }
}

export const withdrawalExamples = {
  mistaken: { summary: 'It was somebody of the same name', value: { reasons: '录入对象有误，系同名他人。' } }
}

export const erasureExamples = { erasure: { summary: 'Its time has come', value: {} } }

export const subjectFileExamples = {
  candidate: { summary: 'All that is kept about a candidate', value: { subject: { type: candidate.type, ref: candidate.ref } } }
}

export const standingExamples = {
  admission: {
    summary: 'Before an admission: a candidate, and the agency that sends him',
    value: { on: '2026-11-20', subjects: [{ type: candidate.type, ref: candidate.ref }, { type: agency.type, ref: agency.ref }] }
  },
  plan: {
    summary: 'Before a plan is published: an evaluation in another city, reported there and consented to',
    value: {
      on: '2026-11-20',
      subjects: [{
        type: agency.type,
        ref: agency.ref,
        plan: {
          occupation: '焊工',
          code: '6-18-02-04',
          level: '4',
          heldOn: '2026-12-05',
          site: { jurisdiction: '450203' },
          assessors: ['KP-1', 'KP-2', 'KP-3'],
          crossing: { reportedOn: '2026-11-09', consentedOn: '2026-11-16' }
        }
      }]
    }
  }
}
