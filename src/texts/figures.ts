/** The figures of a text and those of the rules that render it: 3名, 7工作日, 第3-6大类. A wrong one is a wrong rule, however well its place is cited. */
import type { ConditionData } from '../rulesets/format-parts.ts'
import { LISTS, tracksOf, type TrackData } from '../rulesets/agency-rules.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import type { CitingRuleset } from './cited.ts'
import { numberOf } from './chinese-numbers.ts'

/** How units are printed: of periods, and of what the integers among the facts count. */
export type FigureWords = { readonly units: Readonly<Record<string, { readonly zh: string }>>, readonly filingFacts: Readonly<Record<string, Pick<Vocabulary['filingFacts'][string], 'unit'>>> }

/** A place as a rule cites it, with the figures of that rule. */
export interface RuleFigures {
  readonly path: string
  readonly cite: string
  readonly figures: readonly string[]
  /** a rule of filing: its figures are those of the text one by one; elsewhere one figure of the text may lead to several rules */
  readonly oneByOne: boolean
}

const STARS = '星级'
const NUMERAL = '[0-9０-９]+|[一二三四五六七八九十]+'
/** A year of the calendar is no figure. */
const MOST = 1000

/** Every number with a unit, in the order of the text; both ends of a range. */
export function figuresIn (text: string, words: FigureWords): string[] {
  const units = [...Object.values(words.units).map(({ zh }) => zh), ...Object.values(words.filingFacts).flatMap(({ unit }) => unit ?? []), STARS]
    .sort((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?:(${NUMERAL})\\s*[-–—~至到]\\s*)?(${NUMERAL})\\s*个?(${[...new Set(units)].map((unit) => unit.replace(/^个/, '(?<=个)')).join('|')})`, 'g')
  return [...text.replace(/\s/g, '').matchAll(pattern)].flatMap(([, from, to = '', unit = '']) =>
    [from, to].flatMap((printed) => printed === undefined ? [] : numberOf(printed) ?? []).filter((number) => number < MOST).map((number) => `${number}${unit}`))
}

function ofCondition (condition: ConditionData | undefined, words: FigureWords): string[] {
  return Object.entries(condition ?? {}).flatMap(([name, requires]): string[] => {
    if (name === 'allOf' || name === 'anyOf') return (requires as ConditionData[]).flatMap((one) => ofCondition(one, words))
    const { unit } = words.filingFacts[name] ?? {}
    if (unit === undefined || requires === undefined) return []
    // lt names the first number that is too many: the last that will do is what a text prints.
    if (typeof requires === 'object' && !Array.isArray(requires)) return [...requires.gte === undefined ? [] : [`${requires.gte}${unit}`], ...requires.lt === undefined ? [] : [`${requires.lt - 1}${unit}`]]
    return [requires].flat().map((value) => `${String(value)}${unit}`)
  })
}

type Rule = { [List in typeof LISTS[number]]: NonNullable<TrackData[List]>[number] }[typeof LISTS[number]]

function ofRule (rule: Rule, words: FigureWords): string[] {
  const period = (count: number, unit: string): string => `${count}${(words.units[unit]?.zh ?? unit).replace(/^个/, '')}`
  return [
    ...'count' in rule ? [period(rule.count, rule.unit)] : [],
    ...'lookBack' in rule && rule.lookBack ? [period(rule.lookBack.years, 'year')] : [],
    ...'requires' in rule ? ofCondition(rule.requires, words) : [],
    ...'applies' in rule ? ofCondition(rule.applies, words) : [],
    ...'when' in rule ? ofCondition(rule.when, words) : []
  ]
}

type Resting = { readonly path: string, readonly cite: string, readonly also?: readonly { readonly path: string, readonly cite: string }[] }

/** Every rule on agencies with the figures that it has; a place that says the same has the same figures. */
export function figuresOf (ruleset: Pick<CitingRuleset, 'agencies'>, words: FigureWords): RuleFigures[] {
  const units = { year: (words.units.year?.zh ?? '年'), month: (words.units.month?.zh ?? '月').replace(/^个/, '') }
  const rule = (one: Resting, figures: readonly string[], oneByOne: boolean): RuleFigures[] => [one, ...one.also ?? []].map(({ path, cite }) => ({ path, cite, figures, oneByOne }))
  const { papers = [], crossing, rating, supervision = [], inspection, circular, directory } = ruleset.agencies ?? {}
  return [
    ...tracksOf(ruleset).flatMap(({ track }) => [
      ...LISTS.flatMap((list) => (track[list] ?? []).flatMap((one) => rule(one, ofRule(one, words), true))),
      ...track.verification ? rule(track.verification, [], true) : [],
      ...track.validity ? rule(track.validity, [`${track.validity.years}${units.year}`], true) : [],
      ...track.renewal ? rule(track.renewal, [`${track.renewal.months}${units.month}`], true) : [],
      ...rule(track.refusal, [], true)
    ]),
    ...papers.flatMap((one) => rule(one, [`${one.years}${units.year}`], false)),
    ...rating ? rule(rating, [`${rating.everyYears}${units.year}`, ...rating.results.flatMap(({ stars }) => stars.map((number) => `${number}${STARS}`))], false) : [],
    ...[...supervision, ...crossing ? [crossing] : [], ...inspection ? [inspection] : [], ...circular ? [circular] : [], ...directory ? [directory] : []].flatMap((one) => rule(one, [], false))
  ]
}

/** What is in the one list and not in the other, as often as it is more often there. */
export function beyond (all: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return all.filter((figure) => {
    const at = left.indexOf(figure)
    if (at < 0) return true
    left.splice(at, 1)
    return false
  })
}
