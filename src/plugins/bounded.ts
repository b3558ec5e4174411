/**
 * Keeps the cost of a refusal within bounds. To report all faults at once, a validator looks at everything, and copies the faults found so
 * far at every reference to another shape: a list that is a hundred thousand items too long takes hours. So of what is too long only that is
 * told, and nothing in it is looked at; and shapes stand where they are referred to.
 */

export type Schema = Readonly<Record<string, unknown>>

/** Unknown members that are named one by one; an object with more of them has too many. */
const MOST_UNKNOWN = 100

const ONE = new Set(['items', 'additionalProperties', 'propertyNames', 'contains', 'not', 'if', 'then', 'else'])
const SEVERAL = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const NAMED = new Set(['properties', 'patternProperties', '$defs', 'definitions'])

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value)
const mapped = (schema: Schema, map: (value: unknown, name: string) => unknown): Schema =>
  Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, map(value, name)]))

/** `schema` with `inner` asked only of what is within `limit`. */
const within = ({ allOf, ...schema }: Schema, limit: Schema, inner: Schema): Schema =>
  ({ ...schema, ...limit, allOf: [...(allOf as Schema[] | undefined) ?? [], { if: limit, then: inner }] })

/** A pattern may take a stack as deep as the text is long. */
function boundText (schema: Schema): Schema {
  const { pattern, ...rest } = schema
  return pattern === undefined || rest.maxLength === undefined ? schema : within(rest, { maxLength: rest.maxLength }, { pattern })
}

function boundList (schema: Schema): Schema {
  const { items, ...rest } = schema
  return items === undefined || rest.maxItems === undefined ? schema : within(rest, { maxItems: rest.maxItems }, { items })
}

function boundObject (schema: Schema): Schema {
  const { additionalProperties, propertyNames, ...rest } = schema
  if (additionalProperties === undefined && propertyNames === undefined) return schema
  // The unknown members are those that the known ones leave over: these must be known inside, too.
  const properties = mapped(isSchema(rest.properties) ? rest.properties : {}, () => true)
  const maxProperties = rest.maxProperties ?? Object.keys(properties).length + MOST_UNKNOWN
  return within(rest, { maxProperties }, {
    properties,
    ...additionalProperties === undefined ? {} : { additionalProperties },
    ...propertyNames === undefined ? {} : { propertyNames }
  })
}

/**
 * The schema with its texts, lists and objects looked into only where they are not too long, and with the shapes that it refers to in their
 * places (but for one within itself).
 */
export function bounded (schema: unknown, shapes: ReadonlyMap<string, Schema>, around: readonly string[] = []): unknown {
  if (!isSchema(schema)) return schema
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace(/#$/, '') : undefined
  const shape = name === undefined || around.includes(name) ? undefined : shapes.get(name)
  if (shape && name !== undefined) {
    const { $id, ...rest } = shape
    return bounded(rest, shapes, [...around, name])
  }
  const inner = (one: unknown): unknown => bounded(one, shapes, around)
  return boundObject(boundList(boundText(mapped(schema, (value, keyword) => {
    if (ONE.has(keyword)) return inner(value)
    if (SEVERAL.has(keyword) && Array.isArray(value)) return value.map(inner)
    if (NAMED.has(keyword) && isSchema(value)) return mapped(value, inner)
    return value
  }))))
}
