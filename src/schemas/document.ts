/**
 * Finishes the OpenAPI document. The generator takes from a route what validates and serializes; what only describes is added here: the
 * headers that a request may carry and an answer does, and the descriptions and examples beside a `$ref`, which the generator drops.
 */
import type { Streams } from './streams.ts'

/** Where a route's descriptions wait between the two passes of the generator. */
const BESIDE = 'x-beside'

interface Parameter { name?: string, in?: string, description?: string, example?: unknown, $ref?: string }
interface Response { description?: string, content?: Record<string, unknown>, headers?: Record<string, unknown> }
interface Operation {
  parameters?: Parameter[]
  requestBody?: { required?: boolean, content: Record<string, { schema?: unknown, examples?: unknown }> }
  responses: Record<string, Response>
  [BESIDE]?: Beside
}
interface Document { paths: Record<string, Record<string, Operation>> }
interface Property { $ref?: string, description?: string, examples?: readonly unknown[] }
interface Beside { examples: unknown, parameters: Record<string, Property>, headers: Record<string, readonly string[]>, streams: Streams | undefined }

interface RouteSchema { hide?: boolean, body?: object, params?: object, querystring?: object, headers?: object, response?: Record<string, object>, 'x-streams'?: Streams }
const propertiesOf = (schema: object | undefined): Record<string, Property> => schema && 'properties' in schema ? schema.properties as Record<string, Property> : {}

/** The first pass, of each route: takes aside what would be dropped. */
export function takeAside<T> ({ schema, url }: { schema: T, url: string }): { schema: T, url: string } {
  const route = schema as RouteSchema | undefined
  if (!route || route.hide) return { schema, url }
  const beside: Beside = {
    examples: route.body && 'x-examples' in route.body ? route.body['x-examples'] : undefined,
    parameters: Object.fromEntries(Object.entries({ ...propertiesOf(route.params), ...propertiesOf(route.querystring), ...propertiesOf(route.headers) }).filter(([, property]) => '$ref' in property)),
    headers: Object.fromEntries(Object.entries(route.response ?? {}).flatMap(([status, response]) => 'x-headers' in response ? [[status, response['x-headers'] as string[]]] : [])),
    streams: route['x-streams']
  }
  const { 'x-streams': _, ...rest } = schema as RouteSchema
  return { schema: { ...rest, [BESIDE]: beside } as T, url }
}

const header = (name: string) => ({ $ref: `#/components/headers/${name}` })
/** `IdempotencyReplayed` → `Idempotency-Replayed` */
const headerName = (component: string): string => component === 'ETag' ? component : component.replace(/(?<=[a-z])(?=[A-Z])/g, '-')
/** Routes name a header as it arrives: `x-actor` → `X-Actor` */
const spelled = (name: string): string => name.replace(/(^|-)[a-z]/g, (initial) => initial.toUpperCase())

/** Bodies and answers that are streams, beside those that are not. */
function putStreams (operation: Operation, { body, answer }: Streams): void {
  operation.requestBody = { required: true, content: { ...operation.requestBody?.content, ...body } }
  const { 200: before, ...others } = operation.responses
  operation.responses = { 200: { ...before, description: answer.description, content: { ...before?.content, ...answer.content } }, ...others }
}

function putBack (operation: Operation): void {
  const beside = operation[BESIDE]
  delete operation[BESIDE]
  for (const content of Object.values(operation.requestBody?.content ?? {})) content.examples = beside?.examples
  for (const parameter of operation.parameters ?? []) {
    const { description, examples } = beside?.parameters[parameter.name ?? ''] ?? {}
    if (description !== undefined) parameter.description = description
    if (examples !== undefined) parameter.example = examples[0]
    if (parameter.in === 'header') parameter.name = spelled(parameter.name ?? '')
  }
  for (const [status, names] of Object.entries(beside?.headers ?? {})) {
    const response = operation.responses[status]
    if (response) response.headers = Object.fromEntries(names.map((name) => [headerName(name), header(name)]))
  }
  if (beside?.streams) putStreams(operation, beside.streams)
}

function addHeaders ({ responses, ...operation }: Operation): void {
  const cacheable = '304' in responses
  operation.parameters?.push({ $ref: '#/components/parameters/AcceptLanguage' }, ...cacheable ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : [])
  for (const [status, response] of Object.entries(responses)) {
    const worded = Object.keys(response.content ?? {}).some((type) => /^application\/(problem\+|x-nd)?json$/.test(type))
    response.headers = {
      ...response.headers,
      'X-Request-Id': header('RequestId'),
      ...worded ? { 'Content-Language': header('ContentLanguage') } : {},
      ...cacheable && (status === '200' || status === '304') ? { ETag: header('ETag'), 'Cache-Control': header('CacheControl') } : {},
      ...status === '405' ? { Allow: header('Allow') } : {},
      ...status === '429' || status === '503' ? { 'Retry-After': header('RetryAfter') } : {}
    }
  }
}

/** The second pass, of the whole document. */
export function finish<T> (document: T): T {
  const { paths } = document as Document
  for (const operation of Object.values(paths).flatMap(Object.values) as Operation[]) {
    operation.parameters ??= []
    putBack(operation)
    addHeaders(operation)
  }
  return document
}

const text = { type: 'string' } as const

/** What the operations refer to beside their schemas. */
export const components = {
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'A JWT of the operator\'s identity provider (claims sub, roles, region, level, scope), or an API key (evk_…). Not needed where authentication is off, which the service allows on loopback only. 访问凭据。'
    }
  },
  parameters: {
    AcceptLanguage: {
      name: 'Accept-Language',
      in: 'header',
      required: false,
      description: 'The language of labels, titles, readings and problems: Chinese unless English is preferred. Codes are the same in both. 回答所用语言，默认中文。',
      schema: text,
      examples: { chinese: { summary: '中文', value: 'zh-CN' }, english: { summary: 'English', value: 'en' } }
    },
    IfNoneMatch: {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      description: 'The ETag of an earlier answer: if nothing has changed since, the answer is 304 without a body. 上次回答的ETag。',
      schema: text
    }
  },
  headers: {
    RequestId: { description: 'The id of the request, as in the log and in the `instance` of a problem.', schema: text },
    ContentLanguage: { description: 'The language of the answer.', schema: { ...text, enum: ['zh-CN', 'en'] } },
    ETag: { description: 'The version of what is answered: for If-None-Match, or of a record for If-Match.', schema: text },
    CacheControl: { description: 'How long the answer may be kept.', schema: text },
    Allow: { description: 'The methods that the address takes.', schema: text },
    Location: { description: 'Where the record is from now on.', schema: text },
    IdempotencyReplayed: { description: '`true` where the answer is that of an earlier request with the same idempotency key; absent otherwise.', required: false, schema: { type: 'string', enum: ['true'] } },
    Link: { description: 'Where the next page is, rel="next", with all the filters; absent on the last page.', required: false, schema: text },
    ContentDisposition: { description: 'Proposes a name for the file.', schema: text },
    RetryAfter: { description: 'After how many seconds to try again.', schema: text }
  }
} as const
