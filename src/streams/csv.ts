/** CSV as RFC 4180 has it, in UTF-8: lines end in CRLF or LF, a field in quotes may hold line breaks, commas and doubled quotes. Strict: nothing is guessed. */
import type { Line } from './lines.ts'

/** Why a record cannot be read. */
export type CsvFault = 'too-long' | 'not-utf-8' | 'quote-open' | 'quote-misplaced' | 'return-misplaced'

/** A record with the number of the line on which it begins. */
export type CsvRecord = { readonly line: number, readonly fields: readonly string[] } | { readonly line: number, readonly fault: CsvFault }

const QUOTE = '"'
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decoded (bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** A line of a record in hand: of one that was too long, or is not UTF-8, only that. */
interface Held { readonly number: number, readonly length: number, readonly text: string | null, readonly isTooLong: boolean }

/** The fields of one record, line by line: of a line that ends within quotes the next one is a part. */
class Fields {
  readonly fields: string[] = []
  #quoted: string[] | null = null

  /** Reads one more line of the record. */
  read (text: string): 'whole' | 'open' | CsvFault {
    let at = 0
    this.#quoted?.push('\n')
    for (;;) {
      if (this.#quoted) {
        const end = text.indexOf(QUOTE, at)
        this.#quoted.push(text.slice(at, end < 0 ? undefined : end))
        if (end < 0) return 'open'
        at = end + 1
        if (text[at] === QUOTE) {
          this.#quoted.push(QUOTE)
          at++
          continue
        }
        this.fields.push(this.#quoted.join(''))
        this.#quoted = null
        if (at === text.length || (text[at] === '\r' && at + 1 === text.length)) return 'whole'
        if (text[at] !== ',') return 'quote-misplaced'
        at++
      }
      if (text[at] === QUOTE) {
        this.#quoted = []
        at++
        continue
      }
      const comma = text.indexOf(',', at)
      const field = comma < 0 ? text.slice(at, text.endsWith('\r') ? -1 : undefined) : text.slice(at, comma)
      if (field.includes(QUOTE)) return 'quote-misplaced'
      if (field.includes('\r')) return 'return-misplaced'
      this.fields.push(field)
      if (comma < 0) return 'whole'
      at = comma + 1
    }
  }
}

const isBlank = (text: string): boolean => text === '' || text === '\r'

/**
 * Records from lines. A record that cannot be read costs its first line alone: what was taken for a part of it, after a quote that nobody closed say, is
 * read again from the next line on. (No line is read more than twice for that: within a quote, whatever would open another one closes it.)
 */
export class CsvRecords {
  readonly #most: number
  #held: Held[] = []
  #length = 0
  #fields = new Fields()

  /** @param most the longest record, in bytes */
  constructor (most: number) {
    this.#most = most
  }

  /** Ends the record in hand as one that cannot be read; what is left of its lines. */
  #give (): Held[] {
    const [, ...rest] = this.#held
    this.#reset()
    return rest
  }

  #reset (): void {
    this.#held = []
    this.#length = 0
    this.#fields = new Fields()
  }

  /** What one more line comes to: a record, or the fault of the one in hand; undefined while it is open. */
  #take ({ isTooLong, length, text }: Held): 'whole' | 'open' | CsvFault {
    // With the line feed before it.
    this.#length += this.#held.length > 1 ? length + 1 : length
    if (isTooLong || this.#length > this.#most) return 'too-long'
    return text === null ? 'not-utf-8' : this.#fields.read(text)
  }

  * #read (lines: readonly Held[]): Generator<CsvRecord> {
    let waiting = lines
    for (let next = 0; next < waiting.length; next++) {
      const one = waiting[next] as Held
      if (this.#held.length === 0 && one.text !== null && isBlank(one.text)) continue
      this.#held.push(one)
      const came = this.#take(one)
      if (came === 'open') continue
      const line = this.#held[0]?.number ?? one.number
      if (came === 'whole') {
        const { fields } = this.#fields
        this.#reset()
        yield { line, fields }
      } else {
        const again = this.#give()
        if (again.length > 0) {
          waiting = [...again, ...waiting.slice(next + 1)]
          next = -1
        }
        yield { line, fault: came }
      }
    }
  }

  /** The records that end with this line. */
  * push ({ number, bytes }: Line): Generator<CsvRecord> {
    yield * this.#read([{ number, length: bytes?.length ?? 0, text: bytes && decoded(bytes), isTooLong: bytes === null }])
  }

  /** What is left where the last record was not closed. */
  * end (): Generator<CsvRecord> {
    while (this.#held.length > 0) {
      const line = this.#held[0]?.number ?? 0
      const rest = this.#give()
      yield { line, fault: 'quote-open' }
      yield * this.#read(rest)
    }
  }
}

const TO_BE_QUOTED = /[",\r\n]/

/** A record as it is written. One empty field alone would be a blank line. */
export const csvLine = (fields: readonly string[]): string =>
  `${fields.length === 1 && fields[0] === '' ? '""' : fields.map((field) => TO_BE_QUOTED.test(field) ? `"${field.replaceAll(QUOTE, '""')}"` : field).join(',')}\r\n`
