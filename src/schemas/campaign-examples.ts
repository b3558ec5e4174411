/** Examples of campaigns. They run as they are, on whichever day from the last one in them on. The agencies, their codes and the people are made up. */
const checks = [
  { row: 'guangxi/annex-3/general/item-4', result: 'passed' },
  {
    row: 'guangxi/annex-3/general/item-5',
    conduct: 'agency.assessor-assignment',
    result: 'failed',
    facts: { gravity: 'minor' },
    evidence: [{ kind: 'documentary', title: '考评人员派遣表复印件' }],
    note: '两场考核只有一名考评人员在场。'
  }
]

export const planExamples = {
  'double-random': {
    summary: 'Two of three agencies are drawn, each with two of three inspectors (Guangxi)',
    value: {
      title: '2026年第四季度双随机抽查',
      jurisdiction: '450100',
      plannedOn: '2026-11-20',
      period: { from: '2026-11-20', to: '2026-12-31' },
      forms: ['on-site', 'data-comparison'],
      focus: ['agency.assessor-assignment'],
      riskList: [{ ref: '91450103MA0000001R', weight: 3, reasons: '上半年有两起投诉。' }],
      agencies: [
        { ref: '91450103MA0000001R', refKind: 'uscc', name: '南宁示例职业培训学校有限公司', agencyKind: 'training-organisation' },
        { ref: 'GX-A-2', name: '示例技师学院', unit: '示例教育集团', agencyKind: 'school' },
        { ref: 'GX-A-3', name: '示例机械股份有限公司', agencyKind: 'employer' }
      ],
      inspectors: [
        { id: 'wei', unit: '南宁示例市就业促进中心' },
        { id: 'chen', recused: [{ ref: 'GX-A-3', reasons: '配偶在该公司任职。' }] },
        { id: 'lu' },
        { id: 'nong' }
      ],
      draw: { agencies: 2, inspectors: 2 },
      seedSource: '计划录入后第一期“示例彩票”的开奖号码，各号之间以空格分开。'
    }
  },
  'risk-list': {
    summary: 'Nobody is drawn: the agencies of a risk list are inspected (Minhang)',
    value: {
      title: '风险清单重点抽查',
      jurisdiction: '310112',
      plannedOn: '2026-10-28',
      period: { from: '2026-11-01', to: '2026-11-30' },
      forms: ['on-site', 'papers', 'data-comparison'],
      scope: { agencyKinds: ['employer'] },
      focus: ['minhang/row-5', 'agency.out-of-range-candidates'],
      riskList: [{ ref: 'SH-A-7', weight: 1, reasons: '列入市职鉴中心下发的清单。' }],
      agencies: [{ ref: 'SH-A-7', name: '示例制造有限公司' }],
      inspectors: [{ id: 'zhu' }, { id: 'sun' }],
      draw: { agencies: 0, inspectors: 2 }
    }
  }
}

/** On the campaign of the first example, in this order. */
export const campaignStepExamples = {
  'publish-seed': { summary: 'The numbers have been drawn on television', value: { type: 'publish-seed', value: '05 12 17 22 28 31 09', publishedOn: '2026-11-21', where: '示例彩票网站开奖公告' } },
  draw: { summary: 'The agencies and their inspectors are drawn', value: { type: 'draw', on: '2026-11-21' } },
  'record-result': {
    summary: 'What was found at an agency that was drawn',
    value: { type: 'record-result', ref: '91450103MA0000001R', inspectedOn: '2026-11-21', inspectors: ['nong', 'chen'], checks }
  },
  'report-problems': { summary: 'The problem list goes to the city', value: { type: 'report-problems', on: '2026-11-21', to: 'city' } },
  'open-cases': { summary: 'A case is opened at every agency with problems', value: { type: 'open-cases' } },
  'close-campaign': { summary: 'The campaign ends', value: { type: 'close-campaign', on: '2026-11-21', summary: '抽查两家，发现问题一家。', reasons: '一家机构停业，无法检查。' } }
}
