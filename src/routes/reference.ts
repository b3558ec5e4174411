/** Reference data: rulesets, provisions and codes, as of a day. Cacheable, with ETags. */
import etag from '@fastify/etag'
import { Type } from 'typebox'
import type { App, Deps } from '../app-types.ts'
import type { Chain } from '../domain/book.ts'
import type { Day as DayText } from '../domain/day.ts'
import { subjectOf } from '../domain/vocabulary.ts'
import { Problem } from '../plugins/problems.ts'
import { answers, anyProblem, closed, Day, parameter, problems, SubjectType, unchanged } from '../schemas/common.ts'
import { ConductList, MeasureList, ProvisionView, RulesetList, RulesetView, VocabularyView } from '../schemas/reference.ts'
import { rulesetFileSchema } from '../schemas/ruleset-file.ts'
import { calendarRoutes } from './deadlines.ts'
import { wordsOf } from './official-text.ts'
import { viewDocument, viewFact, viewPart, viewProvision, viewRuleset, viewVocabulary } from './reference-views.ts'

const on = Type.Optional(parameter(Day, 'as of this day; today in China where it is not given. 基准日，默认为当日。', '2026-03-14'))
const asOfADay = problems('not-found', 'no-ruleset-in-force', ...anyProblem)

export async function referenceRoutes (app: App, deps: Deps): Promise<void> {
  const { rules: { book }, today } = deps
  await app.register(etag, { algorithm: 'sha256' })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.statusCode < 300 || reply.statusCode === 304) reply.header('cache-control', 'public, max-age=300')
    done(null, payload)
  })
  calendarRoutes(app, deps)

  const chainOn = (id: string, day: DayText): Chain => {
    if (!book.ids.includes(id)) throw new Problem('not-found', { zh: `没有名为 ${id} 的规定`, en: `there is no ruleset ${id}` })
    const ruleset = book.version(id, day)
    if (!ruleset) throw new Problem('no-ruleset-in-force', { zh: `${id} 在 ${day} 尚未生效或已失效`, en: `${id} was not in force on ${day}` }, [{ pointer: '/on', in: 'query', detail: { zh: '该日无有效版本', en: 'no version is in force on that day' } }])
    return book.chain(ruleset, day)
  }

  app.get('/v1/rulesets', {
    schema: {
      operationId: 'listRulesets',
      tags: ['reference'],
      summary: 'The rulesets and their versions',
      description: 'What each is called, where it holds and since when. 全部规定及其版本。',
      response: { 200: answers('the rulesets', RulesetList), ...unchanged, ...problems(...anyProblem) }
    }
  }, ({ lang }) => ({
    items: book.ids.map((id) => {
      const versions = book.rulesets.filter((ruleset) => ruleset.id === id)
      const latest = versions.at(-1)
      if (!latest) throw new Error(`no version of ${id}`)
      return {
        id,
        title: latest.title[lang],
        jurisdiction: latest.jurisdiction,
        fallback: latest.fallback,
        document: viewDocument(latest, lang),
        versions: versions.map((ruleset) => ({ version: ruleset.version, from: ruleset.from, until: ruleset.until, digest: book.chain(ruleset, ruleset.from).digest }))
      }
    })
  }))

  app.get('/v1/rulesets/:id', {
    schema: {
      operationId: 'getRuleset',
      tags: ['reference'],
      summary: 'A ruleset as of a day: articles, measures, escalations, readings, procedure',
      description: 'The whole ruleset as data, in the version that was in force. 某日有效的规定全貌：条款、措施、加重、解读与程序。',
      params: Type.Object({ id: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 40, description: 'the id of the ruleset (GET /v1/rulesets lists them)', examples: ['guizhou'] }) }, closed),
      querystring: Type.Object({ on }, closed),
      response: { 200: answers('the ruleset', RulesetView), ...unchanged, ...asOfADay }
    }
  }, ({ params, query, lang }) => {
    const chain = chainOn(params.id, query.on ?? today())
    return viewRuleset(book, chain, lang, wordsOf(deps, chain.rulesets[0]))
  })

  app.get('/v1/provisions/:provision', {
    schema: {
      operationId: 'getProvision',
      tags: ['reference'],
      summary: 'A provision as of a day',
      description: 'What it is on, when it is met and what it brings, in the version that was in force. 某日有效的条款。',
      params: Type.Object({
        provision: Type.String({
          pattern: '^[a-z][a-z0-9-]*(/[a-z0-9]+(-[a-z0-9]+)*)+$',
          maxLength: 100,
          description: 'the ruleset and the place in its text, as one encoded segment: a slash is sent as %2F',
          examples: ['guizhou/art-6/item-1']
        })
      }, closed),
      querystring: Type.Object({ on }, closed),
      response: { 200: answers('the provision', ProvisionView), ...unchanged, ...asOfADay }
    }
  }, ({ params: { provision: id }, query, lang }) => {
    const [ruleset] = chainOn(id.slice(0, id.indexOf('/')), query.on ?? today()).rulesets
    const provision = ruleset.provisions.get(id)
    const view = provision ? viewProvision(book, ruleset, provision, lang, wordsOf(deps, ruleset)) : viewPart(ruleset, id, lang)
    if (!view) throw new Problem('not-found', { zh: `规定中没有条款 ${id}`, en: `there is no provision ${id}` })
    return view
  })

  app.get('/v1/conducts', {
    schema: {
      operationId: 'listConducts',
      tags: ['reference'],
      summary: 'The conducts, by subject type, ruleset or words',
      description: 'Each with the facts that it carries and the provisions in force today that mention it. 行为代码检索。',
      querystring: Type.Object({
        subjectType: Type.Optional(parameter(SubjectType, 'only conducts of this subject type', 'candidate')),
        ruleset: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 40, description: 'only conducts that this ruleset itself mentions', examples: ['guizhou'] })),
        q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'part of the code or of a label, Chinese or English', examples: ['抄袭'] }))
      }, closed),
      response: { 200: answers('the conducts', ConductList), ...unchanged, ...problems(...anyProblem) }
    }
  }, ({ query: { subjectType, ruleset, q }, lang }) => {
    if (ruleset !== undefined && !book.ids.includes(ruleset)) {
      throw new Problem('validation', undefined, [{ pointer: '/ruleset', in: 'query', detail: { zh: `没有名为 ${ruleset} 的规定`, en: `there is no ruleset ${ruleset}` } }])
    }
    const day = today()
    const inForce = book.ids.flatMap((id) => book.version(id, day) ?? [])
    const words = q?.toLowerCase()
    const { conducts, facts } = book.vocabulary
    const items = Object.entries(conducts).map(([code, conduct]) => ({
      code,
      subjectType: subjectOf(code),
      label: conduct[lang],
      facts: conduct.facts.flatMap((name) => facts[name] ? [viewFact(name, facts[name], lang)] : []),
      provisions: inForce.filter(({ id }) => ruleset === undefined || id === ruleset).flatMap(({ byConduct }) => (byConduct.get(code) ?? []).map(({ id }) => id))
    }))
    return {
      items: items.filter((item) => (subjectType === undefined || item.subjectType === subjectType) &&
        (ruleset === undefined || item.provisions.length > 0) &&
        (words === undefined || [item.code, conducts[item.code]?.zh, conducts[item.code]?.en].some((text) => text?.toLowerCase().includes(words))))
    }
  })

  app.get('/v1/measures', {
    schema: {
      operationId: 'listMeasures',
      tags: ['reference'],
      summary: 'The measures',
      description: 'On whom each can be imposed, how long it lasts, what it makes pointless. 处理措施代码。',
      response: { 200: answers('the measures', MeasureList), ...unchanged, ...problems(...anyProblem) }
    }
  }, ({ lang }) => ({
    items: Object.entries(book.vocabulary.measures).map(([code, measure]) =>
      ({ code, label: measure[lang], on: measure.on, lasts: measure.lasts, subsumes: book.joining.subsumes.get(code) ?? [] }))
  }))

  app.get('/v1/vocabulary', {
    schema: {
      operationId: 'getVocabulary',
      tags: ['reference'],
      summary: 'Every code that the interface uses',
      description: 'With their names, in the language asked for. 接口所用全部代码及其名称。',
      response: { 200: answers('the codes', VocabularyView), ...unchanged, ...problems(...anyProblem) }
    }
  }, ({ lang }) => viewVocabulary(book.vocabulary, lang))

  app.get('/schemas/ruleset.json', {
    schema: {
      operationId: 'getRulesetSchema',
      tags: ['reference'],
      summary: 'The JSON Schema of a ruleset file',
      description: 'For whoever writes a ruleset of their own: editors check a file against it as it is typed. 规定文件的JSON Schema。',
      response: {
        200: { description: 'the schema', content: { 'application/schema+json': { schema: { type: 'object', additionalProperties: true } } } },
        ...unchanged,
        ...problems(...anyProblem)
      }
    }
  }, (_request, reply) => {
    reply.type('application/schema+json; charset=utf-8')
    return rulesetFileSchema as unknown as Record<string, unknown>
  })
}
