/** What the domain is given to make digests with. */
import { hash } from 'node:crypto'
import type { Hashing } from '../domain/inspection/frame.ts'
import { canonical } from '../rulesets/digest.ts'

export const hashing: Hashing = { hex: (text) => hash('sha256', text), canonical }
