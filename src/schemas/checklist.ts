/** What an inspection looks at. */
import { Type, type Static } from 'typebox'
import { InspectionRule } from './agency-rules.ts'
import { AskedFact, RulesetVersion } from './answer.ts'
import { closed, ConductCode, Jurisdiction, list, Notes, orNull, PrintedDay, ProvisionId, ref, Tier } from './common.ts'

const tiers = list(ref(Tier), { description: 'to which it can lead, from the lightest up' })
const focus = Type.Boolean({ description: 'marked as what the inspection looks at first' })
/** A row or an item of it, as results name it. */
export const ROW = '^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)+$'
export const RowId = Type.String({ $id: 'ChecklistPlace', pattern: ROW, maxLength: 120, description: 'A row of the checklist, or an item of one: its place in the rules, minhang/row-4/item-1. 检查表的行或项。' })

const CheckedConduct = Type.Object({ code: ref(ConductCode), label: Type.String(), tiers, focus, facts: list(ref(AskedFact), { description: 'to be established where the conduct is found: something hangs on them here' }) }, { ...closed, $id: 'ChecklistConduct', description: 'A conduct to look for. 待查的行为。' })

const ChecklistItem = Type.Object({
  id: ref(RowId),
  citation: Type.String(),
  title: Type.String(),
  provisions: list(ref(ProvisionId), { description: 'in the rules: one for each tier where the text has several' }),
  conducts: list(ref(CheckedConduct))
}, { ...closed, $id: 'ChecklistItem', description: 'An item of a row; a row that has none is its own. 检查表行内的项。' })

export const ChecklistRow = Type.Object({
  id: ref(RowId),
  number: Type.Integer({ description: 'from 1 on' }),
  citation: Type.String({ description: 'the place in the text' }),
  title: Type.String(),
  tiers,
  further: Type.Boolean({ description: 'not of the place\'s own rules, which are silent on it, but of those that stand behind them' }),
  focus,
  notes: ref(Notes),
  items: list(ref(ChecklistItem))
}, { ...closed, $id: 'ChecklistRow', description: 'A row of the checklist. 检查表的一行。' })

export const Checklist = Type.Object({
  jurisdiction: ref(Jurisdiction),
  on: PrintedDay,
  ruleset: ref(RulesetVersion),
  title: Type.String({ description: 'of the rules' }),
  inspection: orNull(ref(InspectionRule)),
  rows: list(ref(ChecklistRow))
}, { ...closed, $id: 'Checklist', description: 'What an inspection looks at, at a place on a day; inspection is null where the rules do not say how. 检查表。' })
export type Checklist = Static<typeof Checklist>

export const checklistShapes = [RowId, CheckedConduct, ChecklistItem, ChecklistRow, Checklist]
