/** A good value with one fault in it, somewhere. */
import type { Generator, Schema } from './generate.ts'

interface Place { readonly schema: Schema, readonly value: unknown, readonly put: (value: unknown) => void, readonly drop?: () => void }

/** The alternative that a value is one of: the one that its tag names, and the first where there is no tag. */
function alternative (generator: Generator, { anyOf, oneOf, discriminator, ...rest }: Schema, value: unknown): Schema {
  const tag = discriminator && typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[discriminator.propertyName] : undefined
  const $ref = discriminator?.mapping[String(tag)]
  const [first] = anyOf ?? oneOf ?? []
  return $ref !== undefined ? generator.resolve({ $ref }) : first ? generator.resolve(first) : rest
}

/** Every place in a value, with the schema that it is to fit. */
function placesIn (generator: Generator, given: Schema, value: unknown, put: (value: unknown) => void, drop?: () => void): Place[] {
  const schema = alternative(generator, generator.resolve(given), value)
  const here: Place = { schema, value, put, ...drop ? { drop } : {} }
  if (Array.isArray(value)) {
    return [here, ...value.flatMap((item, index) => placesIn(generator, schema.items ?? {}, item, (other) => { value[index] = other }, () => { value.splice(index, 1) }))]
  }
  if (typeof value !== 'object' || value === null) return [here]
  const members = value as Record<string, unknown>
  return [here, ...Object.keys(members).flatMap((name) => placesIn(generator, schema.properties?.[name] ?? {}, members[name],
    (other) => { members[name] = other }, () => { Reflect.deleteProperty(members, name) }))]
}

const STRANGE: readonly unknown[] = [null, true, false, 0, -0, -1, 1.5, 2 ** 53, 1e300, '', 'x', ' ', '\u0000', [], {}, [[]], [null], { a: 1 }, '__proto__', 'constructor', 'toString']
const DAYS = ['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '0000-00-00', '1899-12-31', '2200-01-01', '9999-12-31', '2026-1-1', '2026-01-01T00:00:00Z', ' 2026-01-01', '２０２６-01-01', '2026/01/01']
const NAMES = ['x', '', ' ', 'a/b', 'a~b', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '作弊', 'x'.repeat(300), 'facts', 'code', '\u0000', '😀']

/** Faults of this kind of value, the values just across its bounds among them. */
function faultsOf ({ schema, value }: Place): unknown[] {
  const faults: unknown[] = []
  const { minimum, maximum, minItems, maxItems, maxLength, format, enum: values } = schema
  if (minimum !== undefined) faults.push(minimum - 1, minimum)
  if (maximum !== undefined) faults.push(maximum + 1, maximum, maximum + 0.5)
  if (format === 'date') faults.push(...DAYS)
  if (values) faults.push('none-of-them', values.map(String).join(), String(values[0]).toUpperCase())
  // By characters: half of one makes the body no JSON for this service, whatever the schema says.
  if (typeof value === 'string') faults.push(`${value}x`, `${value} `, [...value].slice(1).join(''), value.toUpperCase(), `${value}\n`, value.repeat(1 + Math.ceil((maxLength ?? 100) / Math.max(1, value.length))))
  if (Array.isArray(value) && value.length > 0) {
    if (minItems !== undefined) faults.push(value.slice(0, minItems - 1))
    if (maxItems !== undefined) faults.push(Array(maxItems).fill(value[0]), Array(maxItems + 1).fill(value[0]))
    faults.push([...value, ...value], Object.fromEntries(value.entries()))
  }
  return faults
}

export function mutate (generator: Generator, schema: Schema, good: unknown): unknown {
  const { random } = generator
  let whole = good
  const place = random.pick(placesIn(generator, schema, good, (other) => { whole = other }))
  const members = typeof place.value === 'object' && place.value !== null && !Array.isArray(place.value) ? place.value as Record<string, unknown> : undefined
  const faults = faultsOf(place)
  if (members && random.chance(0.4)) members[random.pick(NAMES)] = random.pick(STRANGE)
  else if (place.drop && random.chance(0.3)) place.drop()
  else place.put(faults.length > 0 && random.chance(0.6) ? random.pick(faults) : random.pick(STRANGE))
  return whole
}
