/** What is there in the end, held against what the clients were told: every fault in one line, none where all is well. */
import { ask, type Acknowledged } from './load.ts'

interface Step { readonly seq: number, readonly digest: string, readonly previousDigest: string | null, readonly body: { readonly title?: string, readonly narrative?: string } }
interface Event { readonly id: string, readonly type: string, readonly subject: string, readonly data: { readonly seq: number, readonly head: string } }

const nameOf = ({ body }: Step): string => body.title ?? body.narrative ?? ''

/** Reads the events on, as whoever follows the records does, and notes whatever such a reader could not trust. */
export class Reader {
  readonly events: Event[] = []
  readonly faults: string[] = []

  /** One page; @returns how many there were */
  async read (address: string, limit = 100): Promise<number> {
    const after = this.events.at(-1)?.id ?? 0
    const { status, body } = await ask(address, `/v1/events?after=${after}&limit=${limit}`)
    const items = body.items as Event[]
    if (status !== 200) throw new Error(`no events: ${status} ${JSON.stringify(body)}`)
    for (const event of items) {
      // Whoever sees 8 after 6 has to wait for 7, or loses it.
      if (Number(event.id) !== this.events.length + 1) this.faults.push(`after event ${this.events.length} comes ${event.id}`)
      this.events.push(event)
    }
    return items.length
  }

  /** To the last that is there now. */
  async readAll (address: string): Promise<this> {
    while (await this.read(address, 1000) > 0);
    return this
  }
}

/** The steps of a case, where its chain is whole. */
async function stepsOf (address: string, id: string, faults: string[]): Promise<readonly Step[]> {
  const { body: { valid, steps, firstFault } } = await ask(address, `/v1/cases/${id}/verification`)
  const { body: { items, head } } = await ask(address, `/v1/cases/${id}/steps`)
  const list = items as Step[]
  if (valid !== true || steps !== list.length) faults.push(`case ${id} does not verify: ${steps}, ${JSON.stringify(firstFault)}`)
  for (const [index, { seq, previousDigest }] of list.entries()) {
    if (seq !== index + 1 || previousDigest !== (list[index - 1]?.digest ?? null)) faults.push(`case ${id}: the chain breaks at its step ${index + 1}`)
  }
  if (head !== list.at(-1)?.digest) faults.push(`case ${id}: the head is not the digest of the last step`)
  return list
}

/** Each step was told once, in the order of its case, and nothing else was. */
function faultsOfEvents (events: readonly Event[], chains: ReadonlyMap<string, readonly Step[]>): string[] {
  const faults: string[] = []
  const told = new Map<string, number>()
  for (const { id, subject, data } of events) {
    const seq = (told.get(subject) ?? 0) + 1
    told.set(subject, seq)
    if (data.seq !== seq || chains.get(subject)?.[seq - 1]?.digest !== data.head) faults.push(`event ${id} tells of step ${data.seq} of ${subject}, where step ${seq} was to be told`)
  }
  for (const [id, steps] of chains) if (told.get(id) !== steps.length) faults.push(`of ${steps.length} steps of case ${id} ${told.get(id)} were told`)
  return faults
}

export interface Expected {
  readonly acknowledged: readonly Acknowledged[]
  /** cases that were opened by none of the clients: their first steps are nobody's */
  readonly opened?: readonly string[]
}

/**
 * Every acknowledged step is there, where and as it was acknowledged; no step is there twice, and none that nobody was told of; every chain and the
 * events are whole. To be asked when nothing is pending any more.
 */
export async function faultsOf (address: string, { acknowledged, opened = [] }: Expected): Promise<string[]> {
  const { events, faults } = await new Reader().readAll(address)
  const chains = new Map<string, readonly Step[]>()
  for (const id of new Set([...opened, ...events.map(({ subject }) => subject), ...acknowledged.map(({ caseId }) => caseId)])) chains.set(id, await stepsOf(address, id, faults))

  const places = new Set<string>()
  for (const { caseId, seq, digest, name } of acknowledged) {
    const step = chains.get(caseId)?.[seq - 1]
    if (step?.digest !== digest || nameOf(step) !== name) faults.push(`${name} was acknowledged as step ${seq} of ${caseId}, where ${step === undefined ? 'nothing' : nameOf(step)} is`)
    if (places.has(`${caseId} ${seq}`)) faults.push(`step ${seq} of ${caseId} was acknowledged twice`)
    places.add(`${caseId} ${seq}`)
  }
  const unknown = [...chains].flatMap(([id, steps]) => steps.filter(({ seq }) => !places.has(`${id} ${seq}`) && !(seq === 1 && opened.includes(id))).map((step) => `${nameOf(step)} at ${id} ${step.seq}`))
  if (unknown.length > 0) faults.push(`steps of which nobody was told: ${unknown.join(', ')}`)
  const names = [...chains.values()].flat().map(nameOf)
  if (new Set(names).size !== names.length) faults.push(`there twice: ${names.filter((name, index) => names.indexOf(name) !== index).join(', ')}`)
  return [...faults, ...faultsOfEvents(events, chains)]
}
