/** Evaluation records by the million, the same every time, made as they are sent. */
import type { EvaluationRow } from '../src/domain/leads/row.ts'
import { addDays } from '../src/domain/day.ts'

/** Rows that are written at a time. */
const PIECE = 500
/** Candidates of one evaluation. */
const OF_A_SESSION = 30
const FIRST_DAY = '2024-01-01'
const DAYS = 1000

export interface Drawn { readonly agencies: number, readonly rows: number }

export const agencyRef = (number: number): string => `AGENCY-${number}`
export const assessorRef = (agency: number, number: number): string => `ASSESSOR-${agency}-${number}`

/** Every agency evaluates on many days, each day as many sites as it likes; one session in fifty is not as it should be. */
function rowOf (number: number, agencies: number): EvaluationRow {
  const session = Math.floor(number / OF_A_SESSION)
  const agency = session % agencies
  const day = Math.floor(session / agencies) % DAYS
  const isOdd = session % 50 === 0
  return {
    row: String(number),
    candidate: `CANDIDATE-${number}`,
    agency: agencyRef(agency),
    occupation: '电工',
    level: isOdd ? '一级' : '三级',
    site: '520102',
    siteId: 'S1',
    date: addDays(FIRST_DAY, day),
    from: '09:00',
    to: '11:00',
    assessors: [1, 2, 3].map((assessor) => assessorRef(agency, assessor))
  }
}

export function * pieces ({ agencies, rows }: Drawn): Generator<Buffer> {
  for (let number = 0; number < rows; number += PIECE) {
    yield Buffer.from(Array.from({ length: Math.min(PIECE, rows - number) }, (_, index) => `${JSON.stringify(rowOf(number + index, agencies))}\n`).join(''))
  }
}
