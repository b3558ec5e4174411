/** Finds schemas that stand in a document more than once without a name: a generator would make a type of each. */

/** What only describes a schema makes it no other schema. */
const DESCRIBING = new Set(['description', 'title', 'default', 'example', 'examples'])

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The shape in a canonical form: keys sorted, descriptions left out (but a property may be called `title`). */
function canonical (schema: unknown, names = false): unknown {
  if (Array.isArray(schema)) return schema.map((one) => canonical(one))
  if (!isObject(schema)) return schema
  return Object.fromEntries(Object.keys(schema).filter((key) => names || !DESCRIBING.has(key)).sort().map((key) => [key, canonical(schema[key], key === 'properties')]))
}

type Visit = (schema: Record<string, unknown>, place: string) => void

function walk (value: unknown, place: string, visit: Visit): void {
  if (Array.isArray(value)) value.forEach((one, index) => { walk(one, `${place}/${index}`, visit) })
  if (!isObject(value)) return
  visit(value, place)
  for (const [key, inner] of Object.entries(value)) if (key !== 'examples' && key !== 'example') walk(inner, `${place}/${key}`, visit)
}

const isShape = ({ properties }: Record<string, unknown>): boolean => isObject(properties) && Object.keys(properties).length > 1
/** Facts that happen to take the same values are not the same fact: their lists may be null, and stay where they are. */
const isCodes = ({ enum: values }: Record<string, unknown>): boolean => Array.isArray(values) && values.length > 1 && !values.includes(null)

/** The places of every object shape and every list of codes that occurs more than once, whether one of them has a name or not. */
export function duplicatesIn (document: object): string[][] {
  const places = new Map<string, string[]>()
  walk(document, '', (schema, place) => {
    if (!isShape(schema) && !isCodes(schema)) return
    const shape = JSON.stringify(canonical(schema))
    places.set(shape, [...places.get(shape) ?? [], place])
  })
  return [...places.values()].filter((several) => several.length > 1)
}
