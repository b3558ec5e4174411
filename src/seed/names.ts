/** Names of people, agencies, occupations and papers. All are made up; who is called so in fact is not meant. */
import type { Random } from './random.ts'

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁韦覃农陆潘石龙田蒙']
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰燕飞鹏宁安康乐晨晓文武']

export const personName = (random: Random): string => `${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.chance(0.7) ? random.pick(GIVEN) : ''}`

const FANCY = ['启明', '致远', '匠心', '宏图', '新程', '博技', '众诚', '金桥', '天工', '凌云', '卓越', '精艺']

/** Kinds of agencies as the vocabulary has them, with the beginning of their credit codes. */
export const AGENCY_KINDS = [
  { kind: 'employer', weight: 35, category: '91', ending: '制造有限公司' },
  { kind: 'school', weight: 30, category: '12', ending: '技工学校' },
  { kind: 'training-organisation', weight: 35, category: '52', ending: '职业培训学校' }
] as const

export const agencyName = (random: Random, place: string, ending: string): string => `${place}${random.pick(FANCY)}${random.pick(FANCY)}${ending}`

export const OCCUPATIONS = ['电工', '焊工', '钳工', '车工', '中式烹调师', '育婴员', '养老护理员', '保育师', '美容师', '汽车维修工', '互联网营销师', '起重装卸机械操作工']
export const LEVELS = ['五级', '四级', '三级', '二级', '一级']

export const EVIDENCE: readonly { readonly kind: string, readonly titles: readonly string[] }[] = [
  { kind: 'documentary', titles: ['报名表', '考务记录', '成绩汇总表', '督导记录表'] },
  { kind: 'audio-visual', titles: ['考场录像', '走廊录像'] },
  { kind: 'electronic', titles: ['系统日志', '报名数据比对结果', '通话记录'] },
  { kind: 'testimony', titles: ['监考人员陈述', '同场考生陈述'] },
  { kind: 'party-statement', titles: ['当事人陈述', '机构情况说明'] },
  { kind: 'site-record', titles: ['现场检查记录', '考场情况记录'] },
  { kind: 'physical', titles: ['所用手机', '夹带纸条'] }
]

export const STATEMENTS = ['承认事实，请求从轻。', '对事实无异议，已改正。', '认为提醒不清楚。', '认为责任在他人。']
export const GROUNDS = ['认为事实认定有误。', '认为处理过重。', '有新的材料。']
