/**
 * A store whose steps and kept answers are encrypted before they come to it, and read as they were. Whoever works with it sees nothing of that; whoever
 * has the database sees nothing else.
 */
import type { KeyObject } from 'node:crypto'
import type { WrappedKey } from '../store/keys.ts'
import type { Everything, KeptAnswer, Loaded, StepRow, Store, Unit } from '../store/store.ts'
import { seal, unseal, Unopened } from './cipher.ts'
import { NotThisKey } from './master-keys.ts'
import type { Vault } from './vault.ts'

/** What a step's encryption is bound to. */
export const ofStep = (recordId: string, seq: number): string => `step ${seq} of record ${recordId}`
const ofAnswer = (key: string): string => `answer ${key}`

/** How many keys of records are at hand. A record is read before a step is added to it: its key is then among them. */
const MOST_AT_HAND = 10_000

/** The keys of the records that were last used. */
class AtHand {
  readonly #keys = new Map<string, KeyObject>()

  get (recordId: string): KeyObject | undefined {
    return this.#keys.get(recordId)
  }

  keep (recordId: string, key: KeyObject): void {
    this.#keys.delete(recordId)
    this.#keys.set(recordId, key)
    const [oldest] = this.#keys.keys()
    if (this.#keys.size > MOST_AT_HAND && oldest !== undefined) this.#keys.delete(oldest)
  }

  forget (recordId: string): void {
    this.#keys.delete(recordId)
  }
}

type Readings = Pick<Store, 'load' | 'everything'>

function sealAnswer ({ answersKey }: Vault, answer: KeptAnswer): KeptAnswer {
  const { key, fingerprint, body } = answer
  // The fingerprint is a digest of what was asked: whoever guesses that could tell by it.
  return { ...answer, fingerprint: '', body: seal(answersKey, JSON.stringify({ fingerprint, body }), ofAnswer(key)) }
}

function unsealAnswer ({ answersKey }: Vault, answer: KeptAnswer): KeptAnswer {
  return { ...answer, ...JSON.parse(unseal(answersKey, answer.body, ofAnswer(answer.key)).toString()) as Pick<KeptAnswer, 'fingerprint' | 'body'> }
}

/** Null where it was altered. That a master key is missing is no fault of what it encrypts. */
function openedOrNull<T> (open: () => T): T | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof Unopened || error instanceof NotThisKey) return null
    throw error
  }
}

/** What is encrypted, as it was; for those who only read. */
export function unsealing (store: Readings, vault: Vault, opened: (recordId: string, key: KeyObject) => void = () => {}): Readings {
  const plainSteps = (recordId: string, key: KeyObject, steps: readonly StepRow[]): readonly StepRow[] =>
    steps.map((step) => ({ ...step, content: unseal(key, step.content, ofStep(recordId, step.seq)).toString() }))

  function loaded (found: Loaded): Loaded {
    const { row: { id }, steps, dataKey } = found
    if (dataKey === null) throw new Unopened(`the data key of record ${id} is missing`)
    const key = vault.openDataKey(id, dataKey)
    opened(id, key)
    return { ...found, dataKey: null, steps: plainSteps(id, key, steps) }
  }

  /** To be verified: a step that does not open is shown as empty, so that its digest tells what was done to it. */
  function verifiable (id: string, found: Everything): Everything {
    const { steps, dataKey } = found
    const key = dataKey === null ? null : openedOrNull(() => vault.openDataKey(id, dataKey))
    const contentOf = ({ seq, content }: StepRow): string => (key && openedOrNull(() => unseal(key, content, ofStep(id, seq)).toString())) ?? ''
    return { ...found, dataKey: null, steps: steps.map((step) => ({ ...step, content: contentOf(step) })) }
  }

  return {
    async load (kind, id, known) {
      const found = await store.load(kind, id, known)
      return found && loaded(found)
    },
    everything: async (id) => verifiable(id, await store.everything(id))
  }
}

/** Units are handed on in the order in which they came, also where a key has to be read for one of them. */
function committing (store: Store, vault: Vault, atHand: AtHand): Store['commit'] {
  let last: Promise<unknown> | null = null

  function sealed (unit: Unit, key: KeyObject, dataKey?: WrappedKey): Unit {
    const { record: { id }, step, answer } = unit
    return {
      ...unit,
      step: { ...step, content: seal(key, step.content, ofStep(id, step.seq)) },
      answer: answer && sealAnswer(vault, answer),
      ...dataKey === undefined ? {} : { dataKey }
    }
  }

  async function open (unit: Unit): Promise<void> {
    const { id } = unit.record
    const { key, kept } = vault.newDataKey(id)
    await store.commit(sealed(unit, key, kept))
    // Not before: where two open the same record at once, the key of the one who was too late belongs to nothing.
    atHand.keep(id, key)
  }

  async function keyFor (recordId: string): Promise<KeyObject> {
    const known = atHand.get(recordId)
    if (known !== undefined) return known
    const kept = await store.dataKeyOf(recordId)
    // Erased meanwhile, or never there: no step can be added to it, whatever it is encrypted with.
    const key = kept === null ? vault.newDataKey(recordId).key : vault.openDataKey(recordId, kept)
    if (kept !== null) atHand.keep(recordId, key)
    return key
  }

  function handOn (unit: Unit): Promise<void> {
    if (unit.expected === 0) return open(unit)
    const key = atHand.get(unit.record.id)
    return key === undefined ? keyFor(unit.record.id).then((found) => store.commit(sealed(unit, found))) : store.commit(sealed(unit, key))
  }

  return (unit) => {
    const isAtHand = unit.expected === 0 || atHand.get(unit.record.id) !== undefined
    if (last === null && isAtHand) return handOn(unit)
    const ready = (last ?? Promise.resolve()).then(() => unit.expected === 0 ? undefined : keyFor(unit.record.id))
    // Handed on within the turn: `done` is not waited for by those behind.
    const turn = ready.then(() => ({ done: handOn(unit) }))
    const settled = turn.catch(() => {})
    last = settled
    settled.then(() => { if (last === settled) last = null }).catch(() => {})
    return turn.then(({ done }) => done)
  }
}

export function sealedStore (store: Store, vault: Vault): Store {
  const atHand = new AtHand()
  return {
    ...store,
    ...unsealing(store, vault, (recordId, key) => { atHand.keep(recordId, key) }),
    commit: committing(store, vault, atHand),
    async erase (erasure) {
      const { answer } = erasure
      await store.erase({ ...erasure, answer: answer && sealAnswer(vault, answer) })
      atHand.forget(erasure.id)
    },
    async answer (key) {
      const kept = await store.answer(key)
      return kept && unsealAnswer(vault, kept)
    }
  }
}
