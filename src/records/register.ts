/**
 * Registers: records that are kept like cases, step by step in a chain of digests, and are none. What their steps mean is for the domain; here they are
 * loaded, added to, listed and drawn.
 */
import { EVERYTHING, within, type Access } from '../auth/principal.ts'
import type { Day } from '../domain/day.ts'
import type { KeyOf } from '../domain/record/projection.ts'
import type { RegisterEntry } from '../domain/register.ts'
import { Problem } from '../plugins/problems.ts'
import type { Filter, NewEvent, RecordRow, RegisterKind, StepRow, SubjectRecord } from '../store/store.ts'
import { seal, unseal, type Link, type StepRecord } from './chain.ts'
import type { Answers, Keep, Reply } from './idempotency.ts'
import { instant, isId, newId } from './identity.ts'
import { judgedAgain } from './judged-again.ts'
import type { Caller, RecordsOptions } from './options.ts'
import { inRegion } from './seen.ts'
import { etagOf, matchVersion } from './versions.ts'

/** By what a register is found. */
export interface Found {
  readonly state: string
  readonly jurisdiction: string
  readonly subjectType: string
  readonly subjectKey: string
  /** the next day on which something ends or is due */
  readonly due: Day | null
}

/** What a kind of register is. */
export interface RegisterDefinition<File> {
  readonly kind: RegisterKind
  /** the type of its first step */
  readonly opens: string
  /** where it is served, without the id */
  readonly path: string
  readonly open: (id: string, entry: RegisterEntry) => File
  readonly apply: (file: File, entry: RegisterEntry) => File
  readonly found: (file: File, keyOf: KeyOf) => Found
}

/** A register as it was read. */
export interface Kept<File> { readonly row: RecordRow, readonly file: File, readonly subject: SubjectRecord }

/** A step to be added. `rests`: it rests on the measures or decisions of its subject, and is judged again where these have moved on. */
export interface NewStep { readonly type: string, readonly body: object, readonly outcome?: object, readonly rests?: boolean }

type Row = Omit<RecordRow, 'reconsider'>

/** A step of a register as it was kept. */
export const registerEntry = (step: Link): RegisterEntry => unseal(step) as unknown as RegisterEntry

/** The row of a register after a step. */
export function registerRow<File> ({ kind, found }: RegisterDefinition<File>, keyOf: KeyOf, id: string, file: File, { seq, digest }: Pick<StepRow, 'seq' | 'digest'>): Row {
  return { kind, id, version: seq, head: digest, ...found(file, keyOf), conducts: [], tier: null, occurredOn: null, closedOn: null, barsUntil: null }
}

/** A step was added to a register, its first one included. */
export function registerEvent ({ kind, id, version, head, state, jurisdiction }: Row, step: string, time: string): NewEvent {
  return { type: `evenhand.${kind}.${version === 1 ? 'registered' : 'step-added'}`, recordId: id, time, data: JSON.stringify({ recordId: id, kind, step, seq: version, state, head, jurisdiction }) }
}

/** A register from its steps, in order. */
export function replayRegister<File> ({ opens, open, apply }: RegisterDefinition<File>, id: string, [first, ...others]: readonly RegisterEntry[]): File {
  if (first?.type !== opens) throw new Error(`record ${id} does not begin with ${opens}`)
  return others.reduce(apply, open(id, first))
}

/** Files as they were last read, the least recently used first. */
const MOST_KNOWN = 20_000
const PAGE = 200

export class Register<File> {
  readonly definition: RegisterDefinition<File>
  readonly #options: RecordsOptions
  readonly #answers: Answers
  readonly #known = new Map<string, { readonly head: string, readonly file: File }>()

  constructor (options: RecordsOptions, answers: Answers, definition: RegisterDefinition<File>) {
    this.#options = options
    this.#answers = answers
    this.definition = definition
  }

  #keep (id: string, head: string, file: File): void {
    this.#known.delete(id)
    this.#known.set(id, { head, file })
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest)
  }

  /** What somebody may not see is not there for him; null where it is not there. */
  async find (id: string, { region }: Access = EVERYTHING): Promise<Kept<File> | null> {
    const known = this.#known.get(id)
    const loaded = isId(id) ? await this.#options.store.load(this.definition.kind, id, known?.head) : null
    if (!loaded || !within(region, loaded.row.jurisdiction)) return null
    const { row, steps, subject } = loaded
    const file = known?.head === row.head ? known.file : replayRegister(this.definition, id, steps.map(registerEntry))
    this.#keep(id, row.head, file)
    return { row, file, subject }
  }

  /** @throws Problem not-found */
  async load (id: string, access?: Access): Promise<Kept<File>> {
    const kept = await this.find(id, access)
    if (!kept) throw new Problem('not-found')
    return kept
  }

  /**
   * Those that meet a filter, newest first, page by page.
   * @param before only those older than this one
   */
  async * all (filter: Omit<Filter, 'kind'>, access: Access = EVERYTHING, before?: string): AsyncGenerator<Kept<File>> {
    const seen = inRegion({ ...filter, kind: this.definition.kind }, access.region)
    if (!seen) return
    for (let last = before; ;) {
      const rows = await this.#options.store.list(seen, { limit: PAGE, ...last === undefined ? {} : { before: last } })
      for (const { id } of rows) {
        const kept = await this.find(id, access)
        if (kept) yield kept
      }
      last = rows.at(-1)?.id
      if (rows.length < PAGE || last === undefined) return
    }
  }

  /** The one of a subject. */
  async ofSubject (subjectKey: string): Promise<Kept<File> | null> {
    const [row] = await this.#options.store.list({ kind: this.definition.kind, subjectKey }, { limit: 1 })
    return row ? await this.find(row.id) : null
  }

  /** @throws Problem not-found */
  async steps (id: string, access?: Access): Promise<{ items: StepRecord[], head: string }> {
    await this.load(id, access)
    const loaded = await this.#options.store.load(this.definition.kind, id)
    if (!loaded) throw new Problem('not-found')
    return { items: loaded.steps.map(unseal), head: loaded.row.head }
  }

  /**
   * That there is a record of this kind under an id. Looks at what the record is, not at what its steps say: they may be what was altered.
   * @throws Problem not-found
   */
  async mustBeOne (id: string): Promise<void> {
    const kind = isId(id) ? (await this.#options.store.everything(id)).row?.kind : undefined
    if (kind !== this.definition.kind) throw new Problem('not-found')
  }

  async #write (id: string, before: Kept<File> | null, { type, body, outcome = {}, rests = false }: NewStep, subject: SubjectRecord | null, at: string, { actor }: Caller, show: (kept: Kept<File>) => Promise<object> | object, keep: Keep): Promise<Reply> {
    const { keyOf, algorithm, store } = this.#options
    const entry: RegisterEntry = { seq: (before?.row.version ?? 0) + 1, type, at, actor: actor.id, level: actor.level, body: { ...body }, outcome: { ...outcome } }
    const file = before ? this.definition.apply(before.file, entry) : this.definition.open(id, entry)
    const link = seal(id, entry, before?.row.head ?? null, algorithm)
    const row = registerRow(this.definition, keyOf, id, file, link)
    const kept = { row: { ...row, reconsider: false }, file, subject: subject ?? { version: 0, decisions: [] } }
    const reply: Reply = { status: 201, headers: { location: `${this.definition.path}/${id}`, etag: etagOf(row) }, body: JSON.stringify(await show(kept)), replayed: false }
    await store.commit({
      expected: entry.seq - 1,
      step: link,
      record: row,
      // To open one moves its subject on: of two that are opened for one subject at once, the second is judged again and finds the first.
      subject: subject && (before === null || rests) ? { key: row.subjectKey, expected: subject.version, changes: before === null } : null,
      standing: null,
      decision: undefined,
      counted: null,
      reconsider: [],
      events: [registerEvent(row, type, at)],
      answer: keep(reply)
    })
    this.#keep(id, row.head, file)
    return reply
  }

  /**
   * @param make the first step, with the subject whose only register it is to be; null where any number may be
   * @throws Problem
   */
  async open (caller: Caller, make: (id: string, at: string) => Promise<{ readonly step: NewStep, readonly subject: SubjectRecord | null }>, show: (kept: Kept<File>) => Promise<object> | object): Promise<Reply> {
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => judgedAgain(async () => {
      const ms = this.#options.now()
      const [id, at] = [newId(ms), instant(ms)]
      const { step, subject } = await make(id, at)
      return await this.#write(id, null, step, subject, at, caller, show, keep)
    }))
  }

  /**
   * @param ifMatch the version that the step builds on
   * @param advance the step as it is kept; throws Problem where it may not come now
   * @throws Problem
   */
  async append (id: string, ifMatch: string | undefined, caller: Caller, advance: (kept: Kept<File>, at: string) => Promise<NewStep> | NewStep, show: (kept: Kept<File>) => Promise<object> | object): Promise<Reply> {
    return await this.#answers.once(caller.actor.id, caller.idempotency, (keep) => judgedAgain(async () => {
      const kept = await this.load(id, caller.access)
      matchVersion(ifMatch, kept.row)
      const at = instant(this.#options.now())
      return await this.#write(id, kept, await advance(kept, at), kept.subject, at, caller, show, keep)
    }))
  }
}
