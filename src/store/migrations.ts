/** The migrations as they lie in migrations/<dialect>: how they are read and which are still to be run. Each adapter runs them its own way. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { WrongSchema } from './store.ts'

export type Dialect = 'sqlite' | 'postgres'

export interface Migration {
  /** 1 for the first; the version of the schema once it has been run */
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** The version of the schema before and after; 0 where there was nothing yet. */
export interface Migrated { readonly from: number, readonly to: number }

const shippedDirectory = fileURLToPath(new URL('../../migrations/', import.meta.url))
const written = /^(\d{4})_(\w+)\.sql$/

/** Those of a dialect, in their order. */
export function migrationsOf (dialect: Dialect, directory = shippedDirectory): readonly Migration[] {
  const files = readdirSync(`${directory}/${dialect}`).filter((name) => name.endsWith('.sql')).sort()
  return files.map((file, index) => {
    const parts = written.exec(file)
    // Versions are counted, not merely compared: a number that is missing would be one that is never run.
    if (Number(parts?.[1]) !== index + 1) throw new Error(`migrations/${dialect}/${file}: expected ${String(index + 1).padStart(4, '0')}_<name>.sql here`)
    return { version: index + 1, name: parts?.[2] ?? '', sql: readFileSync(`${directory}/${dialect}/${file}`, 'utf8') }
  })
}

/**
 * The migrations that a store lacks.
 * @throws WrongSchema where the store is ahead of them
 */
export function pending (all: readonly Migration[], version: number): readonly Migration[] {
  if (version > all.length) throw new WrongSchema(`the store has schema version ${version}, this version of the service knows only up to ${all.length}: update the service`)
  return all.slice(version)
}

/** @throws WrongSchema unless the store has the schema of this version of the service: for stores that are not migrated at the start */
export function mustBeCurrent (all: readonly Migration[], version: number): void {
  if (pending(all, version).length > 0) throw new WrongSchema(`the store has schema version ${version}, this version of the service needs ${all.length}: run "npm run migrate"`)
}
