/** What an inspection looks at: Minhang's 15 rows, the items of Guangxi's annex 3, elsewhere the national articles. */
import t from 'tap'
import { checklistFor, conductsOfRow, type Checklist, type ChecklistQuestion } from '../../../src/domain/inspection/checklist.ts'
import { checklistView } from '../../../src/records/campaign-checklist.ts'
import { loadRules } from '../../../src/rulesets/load.ts'

const { book } = loadRules()
const on = '2026-03-14'
const at = (jurisdiction: string, over: Partial<ChecklistQuestion> = {}): Checklist => checklistFor(book, { jurisdiction, on, ...over })
const idsOf = ({ rows }: Checklist): string[] => rows.map(({ id }) => id)
const viewOf = (checklist: Checklist, jurisdiction: string, focus: readonly string[] = [], lang: 'zh' | 'en' = 'zh') => checklistView(book, checklist, { jurisdiction, on, focus, lang })

t.test('Minhang has its 15 rows, each with the tiers that the table gives it', async (t) => {
  const minhang = at('310112')
  t.strictSame(minhang.rows.map(({ id, number, tiers }) => [id, number, tiers.join()]), [
    ['minhang/row-1', 1, 'general,serious'],
    ['minhang/row-2', 2, 'general,serious'],
    ['minhang/row-3', 3, 'general,serious'],
    ['minhang/row-4', 4, 'general,serious'],
    ['minhang/row-5', 5, 'serious'],
    ['minhang/row-6', 6, 'serious'],
    ['minhang/row-7', 7, 'serious,grave'],
    ['minhang/row-8', 8, 'grave'],
    ['minhang/row-9', 9, 'grave'],
    ['minhang/row-10', 10, 'grave'],
    ['minhang/row-11', 11, 'grave'],
    ['minhang/row-12', 12, 'grave'],
    ['minhang/row-13', 13, 'grave'],
    ['minhang/row-14', 14, 'grave'],
    ['minhang/row-15', 15, 'general,serious,grave']
  ])
})

t.test('rows 1 and 4 of Minhang have items, with the conduct and the tiers of each', async (t) => {
  const { rows } = at('310112')
  const items = (row: number) => rows[row - 1]?.items.map(({ id, conducts }) => [id, conducts.map(({ code, tiers }) => `${code} ${tiers.join()}`).join()])
  t.strictSame(items(1), [['minhang/row-1/item-1', 'agency.declaration-material-missing general'], ['minhang/row-1/item-2', 'agency.declaration-irrelevant serious']])
  t.strictSame(items(4)?.map(([id]) => id), [1, 2, 3, 4, 5].map((item) => `minhang/row-4/item-${item}`))
  t.strictSame(items(5), [['minhang/row-5', 'agency.guaranteed-pass-advertising serious']], 'a row without items is its own')
})

t.test('a row asks for the facts on which something hangs at the place, and for no others', async (t) => {
  const facts = (checklist: Checklist, code: string) => checklist.rows.flatMap(({ items }) => items.flatMap(({ conducts }) => conducts)).find((one) => one.code === code)?.facts
  t.strictSame(facts(at('310112'), 'agency.exam-plan-change'), ['gravity'])
  t.strictSame(facts(at('310112'), 'agency.declaration-material-missing'), [], 'row 1 does not look at the gravity (MH-1)')
  t.strictSame(facts(at('450103'), 'agency.declaration-material-missing'), ['gravity'], 'annex 3 does')
  t.strictSame(facts(at('310112'), 'agency.inactivity'), ['inactiveMonths', 'justified'])
})

t.test('Guangxi has the items of annex 3 that can be looked at', async (t) => {
  const items = (tier: string, numbers: readonly number[]) => numbers.map((number) => `guangxi/annex-3/${tier}/item-${number}`)
  t.strictSame(idsOf(at('450103')), [
    ...items('general', [1, 2, 3, 4, 5, 6, 7, 8]),
    // Item 1 of the serious and of the grave ones is what earlier decisions lead to.
    ...items('serious', [2, 3, 4, 5, 6, 7, 8]),
    ...items('grave', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
  ])
  for (const { id, tiers } of at('450103').rows) t.strictSame(tiers, [id.split('/')[2]], id)
})

t.test('elsewhere it is Arts 12 to 15 of the national guideline, or the place\'s own articles on agencies', async (t) => {
  const national = idsOf(at('110105'))
  t.strictSame([national.length, national[0], national.at(-1)], [20, 'cn/art-12/item-1', 'cn/art-15/para-2'])
  t.notOk(national.includes('cn/art-14/item-6'), 'what only an earlier decision leads to is no row')
  t.ok(idsOf(at('520102')).every((id) => id.startsWith('guizhou/')))
})

t.test('no row is empty, none is there twice, and all its conducts are of agencies', async (t) => {
  for (const jurisdiction of ['310112', '450103', '520102', '110105']) {
    const { rows } = at(jurisdiction, { further: true })
    t.equal(new Set(rows.map(({ id }) => id)).size, rows.length, jurisdiction)
    for (const row of rows) t.ok(conductsOfRow(row).length > 0 && conductsOfRow(row).every((conduct) => conduct.startsWith('agency.')), row.id)
  }
})

t.test('what the place\'s own rules are silent on comes only where it is asked for, each conduct where the rules name it first', async (t) => {
  const [own, all] = [at('310112'), at('310112', { further: true })]
  t.strictSame(all.rows.slice(0, own.rows.length), own.rows)
  const more = all.rows.slice(own.rows.length)
  t.ok(more.length > 0 && more.every(({ id, further }) => further && id.startsWith('cn/')))
  const known = new Set(own.rows.flatMap(conductsOfRow))
  t.strictSame(more.flatMap(conductsOfRow).filter((conduct) => known.has(conduct)), [])
  // All that the rules of the chain know of agencies is there.
  const chain = new Set(own.chain.rulesets.flatMap(({ byConduct }) => [...byConduct.keys()]).filter((conduct) => conduct.startsWith('agency.')))
  t.strictSame(new Set(all.rows.flatMap(conductsOfRow)), chain)
  t.strictSame(at('450103', { further: true }).rows.filter(({ further }) => further).map(({ id }) => id), ['cn/art-14/item-2', 'cn/art-15/para-1'])
})

t.test('the Minhang table is meant for employers: schools are looked at by the national guideline', async (t) => {
  t.equal(at('310112', { agencyKind: 'employer' }).rows.length, 15)
  t.strictSame(idsOf(at('310112', { agencyKind: 'school' })), idsOf(at('110105')))
})

t.test('the day decides: before the Minhang action its table is not there, and before any rules nothing is', async (t) => {
  t.equal(at('310112', { on: '2023-05-01' }).rows[0]?.id, 'minhang/row-1')
  t.equal(at('310112', { on: '2023-04-30' }).rows[0]?.id, 'cn/art-12/item-1')
  t.throws(() => at('310112', { on: '2020-12-31' }), { message: 'no-ruleset-in-force' })
})

t.test('a row is shown with its place in the text, without the tier where it has several', async (t) => {
  const { rows, title } = viewOf(at('310112'), '310112')
  t.equal(title, '闵行“回头看”处理指引')
  t.match(rows[3], { citation: /附件第4行$/, title: '考务组织不合规', items: [{ citation: /附件第4行第1项$/, title: '考评员使用不合要求', provisions: ['minhang/row-4/item-1/general', 'minhang/row-4/item-1/serious'] }] })
  t.match(rows[4]?.citation, /附件第5行（依据.*第十三条第（四）项/, 'where there is one tier, the basis is named')
  t.match(viewOf(at('310112'), '310112', [], 'en').rows[3], { title: 'Irregular conduct of exams', items: [{ title: 'Assessors not used as required, or not filed' }] })
})

t.test('a focus marks the rows in which it lies, by conduct, by item and by row', async (t) => {
  const marked = (focus: string[]) => viewOf(at('310112'), '310112', focus).rows.filter((row) => row.focus).map(({ number }) => number)
  t.strictSame(marked([]), [])
  t.strictSame(marked(['agency.inactivity']), [6, 13])
  t.strictSame(marked(['minhang/row-4/item-2', 'minhang/row-9']), [4, 9])
  const { rows } = viewOf(at('310112'), '310112', ['agency.unfiled'])
  t.strictSame(rows[8]?.items[0]?.conducts.map(({ code, focus }) => [code, focus]), [['agency.unfiled', true], ['agency.out-of-scope', false]])
})
