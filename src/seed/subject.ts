/** A subject's record while it is being invented: what the store will say of it once all units handed over are written. */
import type { CaseFile, Counted } from '../domain/record/case.ts'
import { changedSince } from '../domain/record/reconsider.ts'
import type { Mark } from '../records/units.ts'
import type { SubjectRecord, Unit } from '../store/store.ts'

/** A case that may have to be reconsidered. */
export interface Counting { readonly id: string, file: CaseFile | null, marked: boolean }

/** What of a case that is over still matters: which earlier decisions it counted, and whether it holds. */
function remembered (file: CaseFile): CaseFile | null {
  const { id, servedOn, revoked, decision } = file
  const history = decision?.computed.inputs.history ?? []
  return history.length === 0 ? null : { id, servedOn, revoked, decision: { computed: { inputs: { history } } } } as unknown as CaseFile
}

export class SubjectState {
  version = 0
  decisions: readonly Counted[] = []
  readonly #cases = new Map<string, Counting>()

  get record (): SubjectRecord {
    return { version: this.version, decisions: this.decisions }
  }

  /** Whether a case of the subject is still going on, or may be reconsidered. */
  get isIdle (): boolean {
    return this.#cases.size === 0
  }

  begin (one: Counting): void {
    this.#cases.set(one.id, one)
  }

  /** A case that is over is forgotten but for what others may still change in it. */
  end ({ id, file, marked }: Counting): void {
    const rest = file && remembered(file)
    if (rest) this.#cases.set(id, { id, file: rest, marked })
    else this.#cases.delete(id)
  }

  /** The marks of the cases that counted a record, as they have to be once its decision is another; those that change. */
  marks (id: string, decisions: readonly Counted[]): Mark[] {
    const marks: Mark[] = []
    for (const one of this.#cases.values()) {
      const counted = one.file?.decision?.computed.inputs.history.some(({ recordId }) => recordId === id) ?? false
      if (!counted || !one.file || one.id === id) continue
      const is = changedSince(one.file, decisions).length > 0
      if (is !== one.marked) marks.push({ id: one.id, is })
    }
    return marks
  }

  /** Takes note of a unit that was handed over. */
  took (unit: Unit, decisions: readonly Counted[]): void {
    if (unit.subject?.changes) {
      this.version++
      this.decisions = decisions
    }
    for (const { id, is } of unit.reconsider) {
      const one = this.#cases.get(id)
      if (one) one.marked = is
    }
  }
}
