/** What is asked for: drawn by chance, the same every time, from what is in a store. */
import { createRequire } from 'node:module'
import type { Opening } from '../src/domain/record/step.ts'
import { Random } from '../src/seed/random.ts'
import { unseal } from '../src/vault/cipher.ts'
import { ofStep } from '../src/vault/sealed-store.ts'
import type { Vault } from '../src/vault/vault.ts'

const Database = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3')

export interface DrawnCase { readonly id: string, readonly jurisdiction: string, readonly state: string, readonly subjectType: string, readonly tier: string | null, readonly opening: Opening }

interface Row { readonly id: string, readonly kind: string, readonly jurisdiction: string, readonly state: string, readonly subjectType: string, readonly tier: string | null, readonly content: string, readonly keyId: string, readonly wrapped: string }

/** Cases of a store, each as likely as any other, and the states and the last event that it knows. */
export class Draws {
  readonly random: Random
  readonly states: readonly string[]
  readonly lastEvent: number
  readonly records: number
  readonly bytes: number
  readonly #cases: readonly DrawnCase[]

  constructor (path: string, seed: string, count: number, vault: Vault) {
    this.random = new Random(seed)
    const database = new Database(path, { readonly: true })
    try {
      const number = (text: string): number => database.prepare(text).pluck().get() as number
      this.records = number('select max(rowid) from records')
      this.lastEvent = number('select max(position) from events')
      this.bytes = number('pragma page_count') * number('pragma page_size')
      this.states = ['registered', 'investigating', 'facts-established', 'notified', 'decided', 'in-force', 'under-review', 'under-appeal', 'closed', 'dismissed', 'revoked']
      const find = database.prepare(`select id, kind, jurisdiction, state, subject_type subjectType, tier, content, key_id keyId, wrapped
        from records join steps on steps.record_id = id and seq = 1 join data_keys on data_keys.record_id = id where records.rowid = ?`)
      const cases: DrawnCase[] = []
      while (cases.length < count) {
        const { kind, content, keyId, wrapped, ...rest } = find.get(1 + this.random.below(this.records)) as Row
        if (kind !== 'case') continue
        const plain = unseal(vault.openDataKey(rest.id, { keyId, wrapped }), content, ofStep(rest.id, 1)).toString()
        cases.push({ ...rest, opening: (JSON.parse(plain) as { body: Opening }).body })
      }
      this.#cases = cases
    } finally {
      database.close()
    }
  }

  get case (): DrawnCase {
    return this.random.pick(this.#cases)
  }
}
