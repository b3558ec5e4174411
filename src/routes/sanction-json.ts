/** The JSON of a sanction answer. Most of it is the procedure, whose steps are the same objects in every answer: their JSON is written once. */
import type { SanctionAnswer } from '../domain/sanction.ts'

const written = new WeakMap<object, string>()

function writeOnce (part: object): string {
  const known = written.get(part)
  if (known !== undefined) return known
  const json = JSON.stringify(part)
  written.set(part, json)
  return json
}

/** What JSON.stringify would say, with `procedure` last. */
export function sanctionJson ({ procedure, ...rest }: SanctionAnswer): string {
  return `${JSON.stringify(rest).slice(0, -1)},"procedure":[${procedure.map(writeOnce).join(',')}]}`
}
