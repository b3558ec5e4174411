/** A batch is one transaction, taken for writing from its start; each unit is a savepoint within it. */
import type { Outcome } from '../group-commit.ts'
import type { Unit } from '../store.ts'
import type { Connection, Drizzle } from './drizzle.ts'
import { makeWriter } from './write.ts'

/** @returns a function that writes a batch, on disk when it returns; it throws where nothing of the batch was written */
export function makeBatchWriter (connection: Connection, db: Drizzle): (batch: readonly Unit[]) => readonly Outcome[] {
  const writeUnit = connection.transaction(makeWriter(db))

  function tryUnit (unit: Unit): Outcome {
    try {
      writeUnit(unit)
      return null
    } catch (error) {
      // Some failures (a full disk) undo the whole transaction: then nothing of the batch was written, and nothing more may be.
      if (!connection.inTransaction) throw error
      return { error }
    }
  }

  return connection.transaction((batch: readonly Unit[]) => batch.map(tryUnit)).immediate
}
