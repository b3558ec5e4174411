import t from 'tap'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import type { Entry } from '../../src/domain/record/case.ts'
import { digestOf, linkOf, seal, unseal, verifyChain, type Algorithm, type Link } from '../../src/records/chain.ts'
import { openSqlite } from '../../src/store/sqlite/store.ts'
import { caller, recordsOf, tell } from './story.ts'

const ID = '01a1fb9e-1df0-735e-abc8-3c2e9a8a57d7'
const OTHER = '01a1fb9e-1df0-735e-abc8-3c2e9a8a57d8'

const entry = (seq: number, over: Partial<Entry> = {}): Entry =>
  ({ seq, type: seq === 1 ? 'register' : 'refer', at: `2026-11-21T09:00:0${seq}.000+08:00`, actor: '李', level: 'city', body: { reasons: `第${seq}步`, to: 'x' }, outcome: { tier: null }, ...over })

/** A chain of so many steps; each is sealed with the algorithm of its place, the last of them for all further ones. */
function chainOf (length: number, { id = ID, algorithms = ['sha256'], entries = [] }: { id?: string, algorithms?: readonly Algorithm[], entries?: readonly Entry[] } = {}): Link[] {
  const links: Link[] = []
  for (let index = 0; index < length; index++) {
    links.push(seal(id, entries[index] ?? entry(index + 1), links.at(-1)?.digest ?? null, algorithms[index] ?? algorithms.at(-1) ?? 'sha256'))
  }
  return links
}

const rowOf = (links: readonly Link[]) => ({ version: links.length, head: links.at(-1)?.digest ?? '' })
const verify = (links: readonly Link[], row = rowOf(links)) => verifyChain(ID, links, row)
const replaced = (links: readonly Link[], index: number, over: Partial<Link>): Link[] => links.map((link, at) => at === index ? { ...link, ...over } : link)
const renumbered = (links: readonly Link[]): Link[] => links.map((link, index) => ({ ...link, seq: index + 1 }))
const membersOf = ({ content }: Link): Record<string, unknown> => JSON.parse(content) as Record<string, unknown>

/** The canonical form as RFC 8785 describes it, written for these tests alone: members in the order of the UTF-16 units of their names, no spaces. */
function canonicalForm (value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalForm).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalForm(member)}`).join(',')}}`
}

t.test('a chain that nobody touched is valid, whichever digests chain it', async (t) => {
  for (const algorithms of [['sha256'], ['sm3'], ['sha256', 'sha256', 'sm3'], ['sm3', 'sha256', 'sm3', 'sha256']] as const) {
    const links = chainOf(5, { algorithms })
    t.strictSame(verify(links), { valid: true, steps: 5, head: links[4]?.digest }, algorithms.join(', '))
  }
  t.strictSame(chainOf(3, { algorithms: ['sha256', 'sm3'] }).map(({ digest }) => digest.split(':')[0]), ['sha256', 'sm3', 'sm3'])
})

t.test('the digest of a step as it is served is that of the canonical form of all its other members, recomputed without this service', async (t) => {
  const store = await openSqlite('file::memory:')
  const { raised } = await tell(store)
  for (const algorithm of ['sha256', 'sm3'] as const) {
    const { items } = JSON.parse(JSON.stringify(await recordsOf(store, algorithm).steps(raised))) as { items: Record<string, unknown>[] }
    let previous: unknown = null
    for (const { digest, ...rest } of items) {
      const name = String(digest).split(':')[0] ?? ''
      t.equal(digest, `${name}:${createHash(name).update(canonicalForm(rest), 'utf8').digest('hex')}`)
      t.equal(rest.previousDigest, previous)
      previous = digest
    }
    if (algorithm === 'sha256') await recordsOf(store, 'sm3', () => Date.parse('2026-11-21T12:00:00+08:00')).takeStep(raised, '*', { type: 'refer', to: '公安机关', reasons: '涉嫌违法' }, caller('li'))
    else t.match(items.at(-1), { digest: /^sm3:[0-9a-f]{64}$/ }, 'a chain may change from one digest to the other')
  }
  await store.close()
})

t.test('a step is served and sealed again without a loss, and no two steps have one salt', async (t) => {
  const links = chainOf(20)
  t.strictSame(links.map((link) => linkOf(unseal(link))), links)
  t.equal(new Set(links.map((link) => membersOf(link).salt)).size, 20)
  t.ok(links.every((link) => Buffer.from(String(membersOf(link).salt), 'base64url').length === 16))
})

t.test('an altered member is found in whichever step, by its step', async (t) => {
  const links = chainOf(4)
  const names = Object.keys(membersOf(links[0]!))
  t.strictSame(names, ['actor', 'at', 'body', 'level', 'outcome', 'previousDigest', 'recordId', 'salt', 'seq', 'type'])
  for (const index of links.keys()) {
    const fault = { valid: false, firstFault: { seq: index + 1, fault: 'content-altered' } }
    for (const name of names) {
      const { [name]: value, ...without } = membersOf(links[index]!)
      const others = [typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}x` : { ...value as object, x: 1 }, null].filter((other) => other !== value)
      for (const other of others) t.match(verify(replaced(links, index, { content: canonicalForm({ ...without, [name]: other }) })), fault, `step ${index + 1}: ${name}`)
      t.match(verify(replaced(links, index, { content: canonicalForm(without) })), fault, `step ${index + 1}: no ${name}`)
    }
    t.match(verify(replaced(links, index, { content: canonicalForm({ ...membersOf(links[index]!), pardoned: true }) })), fault)
    t.match(verify(replaced(links, index, { content: `${links[index]!.content} ` })), fault)
    t.match(verify(replaced(links, index, { content: '' })), fault)
  }
})

t.test('a content that was altered together with its own digest is found by the step behind it, or by the head', async (t) => {
  const links = chainOf(4)
  for (const index of links.keys()) {
    const content = canonicalForm({ ...membersOf(links[index]!), actor: '王' })
    const forged = replaced(links, index, { content, digest: digestOf(content, 'sha256') })
    t.match(verify(forged, rowOf(links)), { valid: false, firstFault: index < 3 ? { seq: index + 1, fault: 'content-altered' } : { seq: 4, fault: 'head-differs' } })
  }
})

t.test('an altered digest is found as that, and not as an altered content', async (t) => {
  const links = chainOf(4)
  for (const index of links.keys()) {
    const { digest } = links[index]!
    for (const other of [digest.replace(/.$/, digest.endsWith('0') ? '1' : '0'), digest.replace('sha256', 'sm3'), digest.toUpperCase(), digest.slice(0, -1), '', 'md5:00']) {
      t.match(verify(replaced(links, index, { digest: other }), rowOf(links)), { valid: false, firstFault: { seq: index + 1, fault: 'digest-altered' } }, `step ${index + 1}: ${other}`)
    }
  }
  t.match(verify(links, { ...rowOf(links), head: links[2]!.digest }), { valid: false, firstFault: { seq: 4, fault: 'head-differs' } })
})

t.test('a step that was removed is found, at the beginning, in the middle and at the end', async (t) => {
  const links = chainOf(5)
  for (const index of links.keys()) {
    const left = links.filter((_, at) => at !== index)
    t.match(verify(left, rowOf(links)), { valid: false, steps: 4, firstFault: { seq: index + 1, fault: 'step-missing' } }, `step ${index + 1}`)
    // Numbered anew, and the record made to agree: what the steps say of themselves is left.
    t.match(verify(renumbered(left)), index < 4 ? { valid: false, firstFault: { seq: index + 1, fault: 'order-changed' } } : { valid: true }, `step ${index + 1}, numbered anew`)
  }
  t.match(verify([], rowOf(links)), { valid: false, steps: 0, head: null, firstFault: { seq: 1, fault: 'step-missing' } })
  t.match(verify([]), { valid: false, firstFault: { fault: 'head-differs' } }, 'there is no record without a step')
  t.match(verifyChain(ID, links, null), { valid: false, firstFault: { fault: 'projection-differs' } }, 'nor steps without a record')
})

t.test('a step that was put in is found, wherever and however', async (t) => {
  const links = chainOf(4)
  for (const at of [0, 1, 2, 3, 4]) {
    const forged = seal(ID, entry(at + 1, { body: { reasons: '混入' } }), links[at - 1]?.digest ?? null, 'sha256')
    const longer = [...links.slice(0, at), forged, ...links.slice(at)]
    t.match(verify(longer, rowOf(links)), { valid: false, steps: 5, firstFault: at < 4 ? { fault: /content-altered|step-inserted/ } : { seq: 5, fault: 'step-inserted' } }, `before step ${at + 1}`)
    t.match(verify(renumbered(longer)), at < 4 ? { valid: false, firstFault: { seq: at + 2, fault: 'order-changed' } } : { valid: true }, `before step ${at + 1}, numbered anew`)
  }
  for (const index of links.keys()) {
    const twice = [...links.slice(0, index + 1), ...links.slice(index)]
    t.match(verify(twice, rowOf(links)), { valid: false, firstFault: { seq: index + 1, fault: 'step-inserted' } }, `step ${index + 1} twice`)
    t.match(verify(renumbered(twice)), { valid: false, firstFault: { seq: index + 2, fault: 'order-changed' } })
  }
  const skipping = [...links.slice(0, 3), seal(ID, entry(4), links[1]!.digest, 'sha256')]
  t.match(verify(skipping), { valid: false, firstFault: { seq: 3, fault: 'step-inserted' } }, 'step 4 was made when there was no step 3')
})

t.test('steps in another order are found, with their numbers or numbered anew', async (t) => {
  const links = chainOf(5)
  for (const [one, two] of [[0, 1], [0, 4], [1, 3], [2, 3], [3, 4]] as const) {
    const swapped = links.map((_, index) => links[index === one ? two : index === two ? one : index] as Link)
    t.match(verify(swapped, rowOf(links)), { valid: false, firstFault: { seq: one + 1, fault: 'order-changed' } }, `${one + 1} and ${two + 1}`)
    t.match(verify(renumbered(swapped), rowOf(links)), { valid: false, firstFault: { seq: one + 1, fault: 'order-changed' } }, `${one + 1} and ${two + 1}, numbered anew`)
  }
  const behind = [seal(ID, entry(1), links[2]!.digest, 'sha256'), ...links.slice(1, 3)]
  t.match(verify(behind), { valid: false, firstFault: { seq: 1, fault: 'order-changed' } }, 'a step before the one that it was made after')
})

t.test('a step with another number is found', async (t) => {
  const links = chainOf(4)
  for (const index of links.keys()) {
    for (const seq of [0, -1, 2.5, NaN, 1, 2, 3, 4, 5, 104]) {
      if (seq === index + 1) continue
      t.match(verify(replaced(links, index, { seq }), rowOf(links)), { valid: false, firstFault: { fault: /^(step-missing|step-inserted|order-changed)$/ } }, `step ${index + 1} as ${seq}`)
    }
  }
})

t.test('a step or a whole chain of another record is found', async (t) => {
  const [links, others] = [chainOf(4), chainOf(4, { id: OTHER })]
  for (const index of links.keys()) {
    t.match(verify(replaced(links, index, others[index]!), rowOf(links)), { valid: false, firstFault: { seq: index + 1, fault: 'step-inserted', detail: /another record/ } })
  }
  t.match(verify(others), { valid: false, firstFault: { seq: 1, fault: 'step-inserted' } })
  t.match(verifyChain(OTHER, others, rowOf(others)), { valid: true })
  const continued = [seal(ID, entry(1), others[3]!.digest, 'sha256')]
  t.match(verify(continued), { valid: false, firstFault: { seq: 1, fault: 'step-missing' } }, 'a first step that has one before it')
})

t.test('a chain that was made anew after an alteration shows against the head that was kept, and against nothing else', async (t) => {
  const links = chainOf(4)
  for (const index of links.keys()) {
    const anew: Link[] = []
    for (const link of links) {
      const { previousDigest, ...rest } = membersOf(link)
      const content = canonicalForm({ ...rest, previousDigest: anew.at(-1)?.digest ?? null, ...anew.length === index ? { actor: '王' } : {} })
      anew.push({ seq: link.seq, content, digest: digestOf(content, 'sha256') })
    }
    t.match(verify(anew), { valid: true })
    t.match(verify(anew, rowOf(links)), { valid: false, firstFault: { seq: 4, fault: 'head-differs' } })
  }
})

t.test('what is sealed in another form than the canonical one is no step, whatever its digest says', async (t) => {
  const links = chainOf(1)
  for (const content of [JSON.stringify(membersOf(links[0]!), null, 1), links[0]!.content.replace('{"actor":"李"', '{"actor":"王","actor":"李"'), '[]', 'null', '7', '{', links[0]!.content.replace('李', '\\u674e')]) {
    const forged = [{ seq: 1, content, digest: digestOf(content, 'sha256') }]
    t.match(verify(forged), { valid: false, firstFault: { seq: 1, fault: /content-altered|step-inserted/ } }, content.slice(0, 30))
  }
})

/** A chain of any steps, chained by any digests. */
const anyChain = fc.array(fc.record({ body: fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), actor: fc.string({ unit: 'binary' }), algorithm: fc.constantFrom<Algorithm>('sha256', 'sm3') }), { minLength: 1, maxLength: 5 })
  .map((steps) => chainOf(steps.length, { algorithms: steps.map(({ algorithm }) => algorithm), entries: steps.map(({ body, actor }, index) => entry(index + 1, { body, actor })) }))

t.test('for every chain: it is valid, and served and sealed again it is the same', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(anyChain, (links) => {
    const served = JSON.parse(JSON.stringify(links.map(unseal))) as ReturnType<typeof unseal>[]
    return verify(links).valid && JSON.stringify(served.map(linkOf)) === JSON.stringify(links)
  }), { numRuns: 300 }))
})

/** Every row of a chain and of its record: text columns as bytes, numbers as numbers. */
const cellsOf = (links: readonly Link[]) => [...links.flatMap((_, row) => (['content', 'digest'] as const).map((column) => ({ row, column }))), { row: -1, column: 'head' as const }]

t.test('for every chain: any single byte of any row that is another, too many or missing is found', async (t) => {
  const change = fc.record({ cell: fc.nat(), at: fc.nat(), byte: fc.nat(255), how: fc.constantFrom('another', 'more', 'less') })
  t.doesNotThrow(() => fc.assert(fc.property(anyChain, change, (links, { cell, at, byte, how }) => {
    const cells = cellsOf(links)
    const { row, column } = cells[cell % cells.length]!
    const kept = rowOf(links)
    const before = column === 'head' ? kept.head : links[row]![column]
    const bytes = Buffer.from(before, 'utf8')
    const place = at % bytes.length
    const middle = how === 'another' ? [byte] : how === 'more' ? [byte, bytes[place]!] : []
    const after = Buffer.from([...bytes.subarray(0, place), ...middle, ...bytes.subarray(place + 1)]).toString('utf8')
    fc.pre(after !== before)
    const found = column === 'head' ? verify(links, { ...kept, head: after }) : verify(replaced(links, row, { [column]: after }), kept)
    return !found.valid
  }), { numRuns: 1000 }))
})

t.test('for every chain: any other number of a row is found', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(anyChain, fc.nat(), fc.integer(), (links, which, number) => {
    const index = which % (links.length + 1)
    const kept = rowOf(links)
    fc.pre(number !== (links[index]?.seq ?? kept.version))
    return !(index < links.length ? verify(replaced(links, index, { seq: number }), kept) : verify(links, { ...kept, version: number })).valid
  }), { numRuns: 500 }))
})

t.test('for every chain: any selection or order of its steps but the whole in order is found', async (t) => {
  t.doesNotThrow(() => fc.assert(fc.property(anyChain, fc.array(fc.nat(), { maxLength: 7 }), fc.boolean(), (links, picks, anew) => {
    const order = picks.map((pick) => pick % links.length)
    fc.pre(order.length !== links.length || order.some((pick, index) => pick !== index))
    const picked = order.map((pick) => links[pick]!)
    return !verify(anew ? renumbered(picked) : picked, rowOf(links)).valid
  }), { numRuns: 500 }))
})
