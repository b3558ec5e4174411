/** Versions of a record as the interface tells them: an ETag of the number of steps and the beginning of the head. */
import { Problem } from '../plugins/problems.ts'
import type { RecordRow } from '../store/store.ts'

type Version = Pick<RecordRow, 'version' | 'head'>

export const etagOf = ({ version, head }: Version): string => `"${version}-${head.slice(head.indexOf(':') + 1).slice(0, 16)}"`

/**
 * Whether the version that a step builds on is the one that is there. A weak validator never matches (RFC 9110, 13.1.1).
 * @throws Problem if-match-required, stale-version
 */
export function matchVersion (ifMatch: string | undefined, row: Version): void {
  if (ifMatch === undefined) throw new Problem('if-match-required')
  if (ifMatch.trim() === '*') return
  const given = ifMatch.split(',').map((one) => one.trim())
  if (!given.includes(etagOf(row))) throw new Problem('stale-version', { zh: `该记录现为第 ${row.version} 版，与 If-Match 不符`, en: `the record is at version ${row.version}, which If-Match does not name` })
}
