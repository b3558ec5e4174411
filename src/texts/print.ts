/** A report as people read it. */
import type { Finding, Report } from './verify.ts'

const findings = (heading: string, list: readonly Finding[]): string[] =>
  list.length === 0 ? [] : [`  ${heading}:`, ...list.map(({ cite, message }) => `    ${cite}: ${message}`)]

/** Counts, then the parts that are no misconduct by kind and number, then what is wrong. */
export function printReport (heading: string, { covered, listed, missing, unlisted, unknown, tiers, rendered, figures, remarks }: Report): string {
  const encoding = covered.reduce((sum, { by }) => sum + by.length, 0)
  const rules = rendered.reduce((sum, one) => sum + one.rules, 0)
  const kinds = [...new Set(listed.map(({ kind }) => kind))].sort()
  const faults = [
    ...findings('misconduct that no provision encodes, or filing that no rule renders', missing),
    ...findings('parts of the text that are not mentioned', unlisted),
    ...findings('cited, but not in the text', unknown),
    ...findings('tiers that differ', tiers),
    ...findings('figures that differ', figures)
  ]
  return [
    heading,
    `  covered: ${covered.length} places by ${encoding} provisions and riders`,
    ...rendered.length === 0 ? [] : [`  on agencies themselves: ${rendered.length} places by ${rules} rules`],
    `  listed as no misconduct: ${listed.length}`,
    ...kinds.map((kind) => `    ${kind}: ${listed.filter((one) => one.kind === kind).map(({ cite }) => cite).join('、')}`),
    ...findings('explained by a note', remarks),
    ...faults.length === 0 ? ['  covered in full'] : faults
  ].join('\n')
}
