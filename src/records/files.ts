/** Case files as they were last read: a case that has not moved on since is not folded again. */
import type { CaseFile } from '../domain/record/case.ts'
import { replay } from '../domain/record/fold.ts'
import type { Loaded } from '../store/store.ts'
import { unseal } from './chain.ts'

const MOST = 1000

export interface Known { readonly head: string, readonly file: CaseFile }

export class Files {
  /** by id; the least recently used first */
  readonly #known = new Map<string, Known>()

  /** The file as it was last read, with the head that it had. */
  last (id: string): Known | null {
    return this.#known.get(id) ?? null
  }

  /** @param known what was at hand when the record was read; where its head is still that, there are no steps to fold */
  of ({ row: { id, head }, steps }: Pick<Loaded, 'row' | 'steps'>, known = this.last(id)): CaseFile {
    if (known?.head === head) return known.file
    const file = replay(id, steps.map(unseal))
    this.keep(id, head, file)
    return file
  }

  forget (id: string): void {
    this.#known.delete(id)
  }

  keep (id: string, head: string, file: CaseFile): void {
    this.#known.delete(id)
    this.#known.set(id, { head, file })
    const [oldest] = this.#known.keys()
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest)
  }
}
