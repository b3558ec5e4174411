/** A body answered line by line, in its order, while it comes in. */
import type { Arriving } from './arriving.ts'
import type { Line, Lines } from './lines.ts'
import type { Turn } from './turns.ts'

/** Pieces of the answer, each of whole lines. */
export type Answering = AsyncGenerator<string, void, undefined>
export interface Stream { readonly arriving: Arriving, readonly turn: Turn }

/** Characters that are written at a time. */
export const PIECE = 64 * 1024

const SPACE = new Set([...' \t\r'].map((space) => space.charCodeAt(0)))

/** A line with nothing on it is none. */
export const isBlank = ({ bytes }: Line): boolean => bytes !== null && bytes.every((byte) => SPACE.has(byte))

/** Lines, as many at a time as are worth writing. Where there are no more for a fault, those before it have been told. */
export async function * gathered (lines: AsyncIterable<string>): Answering {
  let some = ''
  try {
    for await (const line of lines) {
      some += line
      if (some.length < PIECE) continue
      const whole = some
      some = ''
      yield whole
    }
  } catch (error) {
    if (some !== '') yield some
    throw error
  }
  if (some !== '') yield some
}

async function * answers (turn: Turn, lines: Iterable<Line>, answer: (line: Line) => string): Answering {
  for (const line of lines) {
    if (!isBlank(line)) yield answer(line)
    if (turn.isOver) await turn.begin()
  }
}

/** @param answer what is said to a line, with its line feed */
export async function * answerLines ({ arriving, turn }: Stream, lines: Lines, answer: (line: Line) => string): Answering {
  for (let piece: Buffer | null = null, isFirst = true; isFirst || piece !== null; isFirst = false) {
    piece = await arriving.next()
    await turn.begin()
    // What has been asked is answered, also where the next piece is long in coming.
    yield * gathered(answers(turn, piece === null ? lines.end() : lines.push(piece), answer))
  }
}
