/** How measures join: each with a period has one, and none makes itself pointless. What is not counted later is there to be found. */
import type { Fault } from '../fault.ts'
import { circular, type Law } from './input.ts'

export const joining: Law = ({ book: { vocabulary: { measures }, joining: { subsumes, periods, notCounted, notes }, rulesets } }) => {
  const fault = (place: string, message: string): Fault => ({ file: 'joining.yaml', place, message })
  const unknown = (code: string, place: string): Fault[] => Object.hasOwn(measures, code) ? [] : [fault(place, `the vocabulary has no measure '${code}'`)]
  // A provision keeps its id in every version; an earlier version may be the only one that has it.
  const provisions = new Set(rulesets.flatMap((ruleset) => [...ruleset.provisions.keys()]))
  const known = new Set([notes, ...rulesets.map((ruleset) => ruleset.notes)].flatMap((some) => [...some.keys()]))
  return [
    ...[...subsumes].flatMap(([measure, pointless]) => [
      ...unknown(measure, `/subsumes/${measure}`),
      ...pointless.flatMap((code, index) => unknown(code, `/subsumes/${measure}/${index}`))
    ]),
    // On a circle each would make the other pointless, and neither would be left.
    ...circular(subsumes.keys(), (measure) => subsumes.get(measure) ?? []).map((measure) => fault(`/subsumes/${measure}`, `'${measure}' makes itself pointless`)),
    ...Object.entries(measures).filter(([code, { lasts }]) => lasts === 'period' && !periods.has(code)).map(([code]) => fault('/periods', `'${code}' lasts a period, and none is given`)),
    ...[...periods].flatMap(([code, period]) => [
      ...unknown(code, `/periods/${code}`),
      ...Object.hasOwn(measures, code) && measures[code]?.lasts !== 'period' ? [fault(`/periods/${code}`, `'${code}' does not last a period`)] : [],
      ...period.notes.filter((note) => !known.has(note)).map((note) => fault(`/periods/${code}/notes`, `there is no note ${note}`))
    ]),
    ...[...notCounted.provisions].flatMap((provision, index) => provisions.has(provision) ? [] : [fault(`/notCounted/provisions/${index}`, `no ruleset has a provision ${provision}`)]),
    ...notCounted.notes.flatMap((note, index) => known.has(note) ? [] : [fault(`/notCounted/notes/${index}`, `there is no note ${note}`)])
  ]
}
