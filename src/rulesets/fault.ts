/** What is wrong with a file of rules: where, and what. Shown to whoever wrote the file, so a line each and never a stack trace. */

export interface Fault {
  readonly file: string
  readonly line?: number
  readonly column?: number
  /** the place in the file as a JSON pointer, or the place in the law */
  readonly place: string
  readonly message: string
}

export const describe = ({ file, line, column, place, message }: Fault): string =>
  `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}${place === '' ? '' : ` ${place}`}: ${message}`

export class FaultyRules extends Error {
  readonly faults: readonly Fault[]
  constructor (faults: readonly Fault[]) {
    super(faults.map(describe).join('\n'))
    this.name = 'FaultyRules'
    this.faults = faults
  }
}
