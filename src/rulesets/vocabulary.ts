/** The vocabulary file, read once: every code of the interface, and the one source of the schemas that list codes. */
import { fileURLToPath } from 'node:url'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { readSource } from './read.ts'

export const vocabulary = readSource(fileURLToPath(new URL('vocabulary.yaml', import.meta.url)), true).data as Vocabulary & { format: string }
