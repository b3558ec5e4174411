/** A step of a register: a record that is kept like a case, step by step, and is none (an agency, a campaign). */
export interface RegisterEntry {
  readonly seq: number
  readonly type: string
  /** an instant in China's time: its first ten characters are the day of entry */
  readonly at: string
  readonly actor: string
  readonly level: string
  readonly body: Readonly<Record<string, unknown>>
  /** what the service added: an answer on which the step rests */
  readonly outcome: Readonly<Record<string, unknown>>
}
