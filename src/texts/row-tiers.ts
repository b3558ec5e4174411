/** Tables print the tiers of a row beside it: those encoded and those printed are the same, or a note says why not. */
import type { Cited } from './cited.ts'
import { formatCite } from './locator.ts'
import type { Unit } from './unit.ts'
import type { Finding } from './verify.ts'

/** Tier → the word that tells it from the others: tables print 严重违纪违规情形 or 严重 for 严重违纪违规. */
export function tierWords (tiers: Readonly<Record<string, { readonly zh: string }>>): Map<string, string> {
  const labels = Object.values(tiers).map(({ zh }) => zh)
  const [first = ''] = labels
  let common = 0
  while (labels.length > 1 && labels.every((label) => label.length > common + 1 && label.at(-1 - common) === first.at(-1 - common))) common++
  return new Map(Object.entries(tiers).map(([tier, { zh }]) => [tier, zh.slice(0, zh.length - common)]))
}

type CitedUnits = ReadonlyMap<Unit, readonly Cited[]>

const leavesOf = (unit: Unit): readonly Unit[] => unit.children.length === 0 ? [unit] : unit.children.flatMap(leavesOf)
const provisionsOf = (unit: Unit, cited: CitedUnits): readonly Cited[] => (cited.get(unit) ?? []).filter(({ as }) => as === 'provision')

/** Rows whose tiers differ are faulty, unless the difference is a misprint that a note speaks of. */
export function rowRemarks (units: readonly Unit[], cited: CitedUnits, words: ReadonlyMap<string, string>): { tiers: Finding[], remarks: Finding[] } {
  const tiers: Finding[] = []
  const remarks: Finding[] = []
  const report = (unit: Unit, message: string, explained: boolean): void => {
    const list = explained ? remarks : tiers
    list.push({ cite: formatCite(unit.locator), message })
  }
  for (const row of units) {
    const lines = row.tierLines
    const items = leavesOf(row).map((item) => ({ item, provisions: provisionsOf(item, cited) }))
    // What no provision encodes is reported as missing, and nothing is known of its tier; a table without a column of tiers prints none.
    if (!lines || lines.length === 0 || items.some(({ provisions }) => provisions.length === 0)) continue
    for (const [tier, word] of words) {
      const printed = lines.some((line) => line.startsWith(word))
      const encoded = items.flatMap(({ provisions }) => provisions).filter((provision) => provision.tiers.includes(tier))
      if (!printed && encoded.length > 0) report(row, `the tier ${tier} is encoded, but ${word} is not printed beside it`, encoded.every(({ noted, discussed }) => noted || discussed))
      if (!printed && encoded.length === 0) continue
      // A tier stands beside the whole row, so each of its items has it; where it is meant for some, they say so themselves.
      for (const { item, provisions } of items.filter(({ provisions }) => !provisions.some((provision) => provision.tiers.includes(tier)))) {
        report(item, `the tier ${word} stands beside its row, but no provision of it has the tier ${tier}`, provisions.every(({ noted }) => noted))
      }
    }
  }
  return { tiers, remarks }
}
