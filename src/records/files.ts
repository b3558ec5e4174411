/** Case files as they were last read: a case that has not moved on since is not folded again. */
import type { CaseFile } from '../domain/record/case.ts'
import { replay } from '../domain/record/fold.ts'
import type { Loaded } from '../store/store.ts'
import { unseal } from './chain.ts'

const MOST = 1000

export class Files {
  /** by id; the least recently used first */
  readonly #known = new Map<string, { head: string, file: CaseFile }>()

  of ({ row: { id, head }, steps }: Pick<Loaded, 'row' | 'steps'>): CaseFile {
    const known = this.#known.get(id)
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
