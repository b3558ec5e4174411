/** Data comparison: the rows that come in, and the lines that go out. */
import { Type, type Static } from 'typebox'
import type { EvaluationRow as Row } from '../domain/leads/row.ts'
import { vocabulary } from '../rulesets/vocabulary.ts'
import { closed, codes, ConductCode, Day, FactValue, Jurisdiction, list, MeasureCode, Notes, orNull, parameter, PrintedDay, Problem, ProvisionId, ref } from './common.ts'
import { LeadCode, name, only, Reference, upTo } from './record-common.ts'
import { csv, CSV, lines, ndjson, NDJSON, type Streams } from './streams.ts'
import { Opening } from './step.ts'

const time = (description: string) => Type.Optional(Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description }))

export const EvaluationRow = Type.Object({
  row: Type.Optional(name('the caller\'s own name for the row: repeated with whatever it shows')),
  candidate: ref(Reference),
  agency: ref(Reference),
  occupation: name('the occupation evaluated, as the filing calls it'),
  occupationCode: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z.-]*$', maxLength: 40, description: 'in the national classification' })),
  level: Type.Optional(name('the skill level, as the filing writes it; not given where the occupation has none')),
  site: ref(Jurisdiction),
  siteId: Type.Optional(name('the site, as the filing calls it')),
  date: ref(Day),
  from: time('when it began: HH:MM'),
  to: time('when it ended: HH:MM, on the same day'),
  assessors: Type.Optional(upTo(50, ref(Reference), { description: 'who assessed; not given: not known' })),
  reportedOn: Type.Optional(ref(Day)),
  consentedOn: Type.Optional(ref(Day))
}, { ...closed, $id: 'EvaluationRow', description: 'A record of one candidate\'s evaluation. reportedOn and consentedOn: of work in another city. In CSV the columns have these names, assessors have semicolons between them, and what stands empty is not given. 评价记录。' })

/** What fits the shape is what the domain takes. */
type Fits<Given extends Row> = Given
export type RowGiven = Fits<Static<typeof EvaluationRow>>

const { comparisonLines } = vocabulary
const type = (line: keyof typeof comparisonLines & string) => only(line, { description: `${comparisonLines[line]?.en ?? line} · ${comparisonLines[line]?.zh ?? ''}` })
const number = (description: string) => Type.Integer({ minimum: 1, description })
const counts = {
  rows: Type.Integer({ description: 'read so far, those with faults among them' }),
  leads: Type.Integer(),
  faults: Type.Integer()
}

const BarringMeasure = Type.Object({ measure: ref(MeasureCode), label: Type.String(), from: PrintedDay, to: orNull(Type.String({ format: 'date', description: 'the last day; null: no end is known' })) }, { ...closed, $id: 'BarringMeasure', description: 'A measure in force on that day. 生效中的措施。' })
const LeadPerson = Type.Object({
  type: codes({ candidate: 1, assessor: 1 }),
  ref: Type.Optional(Type.String({ description: 'all but its end masked, for callers without the right to see whom records are about; absent where only a digest of it was remembered' })),
  nth: Type.Optional(number('of an assessor: which of the row\'s'))
}, { ...closed, $id: 'LeadPerson', description: 'Whom a lead is about beside the agency. 涉及人员。' })

const ComparisonLead = Type.Object({
  type: type('lead'),
  line: Type.Optional(number('of the row, or of the first of them; absent where it is no row that shows it')),
  otherLine: Type.Optional(number('of the row that it does not go together with')),
  row: Type.Optional(Type.String({ description: 'the caller\'s own name for the row' })),
  lead: ref(LeadCode),
  label: Type.String(),
  conduct: ref(ConductCode),
  facts: Type.Unsafe<Readonly<Record<string, boolean | number | string>>>({ type: 'object', additionalProperties: ref(FactValue), description: 'what is known of the conduct; the rest is for an official to find out' }),
  detail: Type.String(),
  provision: Type.Optional(ref(ProvisionId)),
  citation: Type.Optional(Type.String({ description: 'the place that asks for what is not so' })),
  notes: ref(Notes),
  person: Type.Optional(ref(LeadPerson)),
  measures: Type.Optional(list(ref(BarringMeasure))),
  case: ref(Opening)
}, { ...closed, $id: 'ComparisonLead', description: 'Something that does not fit, with the case that it is ready to become: a body for POST /v1/cases. One that concerns a whole evaluation is told once, however many rows show it. 线索。' })

const RowPlace = Type.Object({ pointer: Type.String({ description: 'a JSON pointer to the place in the row, a column\'s name in CSV; empty: the row as a whole' }), detail: Type.String() }, { ...closed, $id: 'RowPlace', description: 'What is wrong in a row. 错误位置。' })
const ComparisonFault = Type.Object({ type: type('fault'), line: number('on which the row begins'), errors: list(ref(RowPlace)) }, { ...closed, $id: 'ComparisonFault', description: 'A row that was not compared; the others were. 有误的行。' })
const ComparisonProgress = Type.Object({ type: type('progress'), ...counts }, { ...closed, $id: 'ComparisonProgress', description: 'How far it has come. 进度。' })
const LeadCount = Type.Object({ lead: ref(LeadCode), label: Type.String(), leads: Type.Integer(), rows: Type.Integer({ description: 'that show it; 0 where it is not single rows that do' }) }, { ...closed, $id: 'LeadCount', description: 'How often something did not fit. 分类计数。' })
const ComparisonSummary = Type.Object({ type: type('summary'), ...counts, byLead: list(ref(LeadCount)), complete: only(true, { description: 'an answer without this line is not whole' }) }, { ...closed, $id: 'ComparisonSummary', description: 'The last line: everything has been compared. 汇总。' })
const ComparisonAborted = Type.Object({ type: type('aborted'), ...counts, problem: ref(Problem) }, { ...closed, $id: 'ComparisonAborted', description: 'The last line in place of the summary, where the stream broke off. 中断。' })

const alternatives = { lead: ComparisonLead, fault: ComparisonFault, progress: ComparisonProgress, summary: ComparisonSummary, aborted: ComparisonAborted }
const ComparisonLine = Type.Unsafe<unknown>({
  $id: 'ComparisonLine',
  description: 'A line of the answer, told apart by its type. 比对结果的一行。',
  oneOf: Object.values(alternatives).map((one) => ref(one)),
  discriminator: { propertyName: 'type', mapping: Object.fromEntries(Object.entries(alternatives).map(([value, one]) => [value, `#/components/schemas/${(one as { $id?: string }).$id ?? ''}`])) }
})

export const comparisonShapes = [EvaluationRow, BarringMeasure, LeadPerson, ComparisonLead, RowPlace, ComparisonFault, ComparisonProgress, LeadCount, ComparisonSummary, ComparisonAborted, ComparisonLine]

export const DEFAULT_PROGRESS = 10_000

export const comparisonQuery = Type.Object({
  jurisdiction: Type.Optional(parameter(Jurisdiction, 'whose agencies on file should have evaluated somebody: those of which the records show nothing for long are leads. Needs from and to', '450100')),
  from: Type.Optional(parameter(Day, 'the first day that the records cover; a row outside them is a fault', '2025-01-01')),
  to: Type.Optional(parameter(Day, 'the last day that they cover', '2026-03-31')),
  progress: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, default: DEFAULT_PROGRESS, description: 'a line on how far it has come after so many rows', examples: [2] }))
}, closed)

const exampleRows = [
  { row: '1', candidate: '11010519491231002X', agency: '91450103MA0000001R', occupation: '电工', level: '三级', site: '450103', siteId: 'A1', date: '2026-03-14', from: '09:00', to: '11:30', assessors: ['KP-001', 'KP-002', 'KP-003'] },
  { row: '2', candidate: '330726196507040016', agency: '91450103MA0000001R', occupation: '焊工', level: '四级', site: '450203', date: '2026-03-14', from: '10:00', to: '12:00', assessors: ['KP-001'], reportedOn: '2026-03-01' }
]
const columns = Object.keys(EvaluationRow.properties)
const cell = (value: unknown): string => Array.isArray(value) ? value.join(';') : String(value ?? '')

/** For the reader of CSV. */
export const rowColumns = { all: columns, required: EvaluationRow.required as string[], lists: ['assessors'] }

export const comparisonStreams: Streams = {
  body: {
    [NDJSON]: {
      schema: ndjson(EvaluationRow, 'a row on each line, of at most 64 KiB; any number of them, in any order'),
      examples: { rows: { summary: 'Two evaluations, with one assessor in two cities at once', value: lines(...exampleRows) } }
    },
    [CSV]: {
      schema: csv('RFC 4180 in UTF-8; the first line names the columns, which are those of EvaluationRow, in any order'),
      examples: { rows: { summary: 'The same as a table', value: [columns, ...exampleRows.map((row) => columns.map((column) => cell((row as Record<string, unknown>)[column])))].map((fields) => `${fields.join(',')}\r\n`).join('') } }
    }
  },
  answer: {
    description: 'what was found, line by line while the rows still come in: whoever does not read is not read from. The last line is a summary; an answer without it was cut',
    content: { [NDJSON]: { schema: ndjson(ComparisonLine, 'leads, faults of single rows, how far it has come, and a summary at the end') } }
  }
}
