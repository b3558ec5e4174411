/** The lines of a stream of bytes, however it was cut into pieces on its way. */

/** A line without its line feed; what stands before that, a carriage return say, is the reader's. */
export interface Line {
  /** from 1 */
  readonly number: number
  /** null: it was longer than a line may be, and has not been kept */
  readonly bytes: Buffer | null
}

const LINE_FEED = 0x0a
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const NOTHING = Buffer.alloc(0)
const FIRST_ROOM = 4096

export class Lines {
  readonly #most: number
  #number = 0
  /** the beginning of a line whose end has not come: copied, so that it does not hold on to the pieces that it came in */
  #held = NOTHING
  #length = 0
  #tooLong = false

  /** @param most the longest line, in bytes */
  constructor (most: number) {
    this.#most = most
  }

  #hold (bytes: Buffer): void {
    if (this.#tooLong) return
    const length = this.#length + bytes.length
    if (length > this.#most) {
      this.#tooLong = true
      this.#held = NOTHING
      this.#length = 0
      return
    }
    if (length > this.#held.length) {
      const room = Buffer.allocUnsafe(Math.max(FIRST_ROOM, length * 2))
      this.#held.copy(room, 0, 0, this.#length)
      this.#held = room
    }
    bytes.copy(this.#held, this.#length)
    this.#length = length
  }

  #finish (rest: Buffer): Line {
    const number = ++this.#number
    if (this.#length > 0 || this.#tooLong) this.#hold(rest)
    else if (rest.length > this.#most) this.#tooLong = true
    const isTooLong = this.#tooLong
    const bytes = this.#length > 0 ? Buffer.from(this.#held.subarray(0, this.#length)) : rest
    this.#length = 0
    this.#tooLong = false
    if (isTooLong) return { number, bytes: null }
    return { number, bytes: number === 1 && bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes }
  }

  /** The lines that end in this piece. They are good until the piece is written over. */
  * push (piece: Buffer): Generator<Line> {
    let from = 0
    for (let end = piece.indexOf(LINE_FEED); end >= 0; end = piece.indexOf(LINE_FEED, from)) {
      yield this.#finish(piece.subarray(from, end))
      from = end + 1
    }
    if (from < piece.length) this.#hold(piece.subarray(from))
  }

  /** What stands behind the last line feed, where anything does. */
  * end (): Generator<Line> {
    if (this.#length > 0 || this.#tooLong) yield this.#finish(NOTHING)
  }
}
