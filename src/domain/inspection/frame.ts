/** From whom a campaign draws: the agencies with their weights, the inspectors with their recusals, and how many of each. Fixed before the seed is known. */

/** What the domain does not do itself: SHA-256 of a text (UTF-8) in hexadecimal, and the canonical form of data (RFC 8785). */
export interface Hashing {
  readonly hex: (text: string) => string
  readonly canonical: (data: unknown) => string
}

export interface FrameAgency {
  readonly ref: string
  readonly refKind: string
  readonly name: string
  /** its tickets in the draw: the more, the greater the risk */
  readonly weight: number
  /** the body that it belongs to; null where none was given */
  readonly unit: string | null
  /** null where it is not known */
  readonly agencyKind: string | null
  /** where it evaluates: 6 digits */
  readonly jurisdiction: string
}

export interface Recusal { readonly ref: string, readonly reasons: string }
export interface Inspector { readonly id: string, readonly name: string | null, readonly unit: string | null, readonly recused: readonly Recusal[] }

export interface Frame {
  readonly agencies: readonly FrameAgency[]
  readonly inspectors: readonly Inspector[]
  /** how many agencies are drawn, and how many inspectors for each of them */
  readonly draw: { readonly agencies: number, readonly inspectors: number }
}

export const MOST_WEIGHT = 10
/** Each of them stands in the plan. */
export const MOST_AGENCIES = 5000

/** The order of the UTF-16 units, the same everywhere: that of a language would hang on the machine. */
export const inOrder = (a: string, b: string): number => a < b ? -1 : a > b ? 1 : 0

/** The frame in its one order, whatever the order in which it was given. */
export const sortedFrame = ({ agencies, inspectors, draw }: Frame): Frame => ({
  agencies: [...agencies].sort((a, b) => inOrder(a.ref, b.ref)),
  inspectors: [...inspectors].sort((a, b) => inOrder(a.id, b.id)).map((one) => ({ ...one, recused: [...one.recused].sort((a, b) => inOrder(a.ref, b.ref)) })),
  draw
})

/** Names the frame to the letter: whoever publishes it cannot change it afterwards. */
export const frameDigest = (frame: Frame, { hex, canonical }: Hashing): string => `sha256:${hex(canonical(sortedFrame(frame)))}`

/** Whether an inspector may not inspect an agency: named for it, or of the same unit as the agency, or of the agency itself. */
export const isRecused = ({ recused, unit }: Inspector, { ref, name, unit: own }: FrameAgency): boolean =>
  recused.some((one) => one.ref === ref) || (unit !== null && (unit === own || unit === name || unit === ref))

/** An agency for which too few inspectors are left once the recused are passed over, whatever the seed will be; null where there is none. */
export function withTooFewInspectors ({ agencies, inspectors, draw }: Frame): { readonly agency: FrameAgency, readonly left: number } | null {
  for (const agency of agencies) {
    const left = inspectors.filter((one) => !isRecused(one, agency)).length
    if (left < draw.inspectors) return { agency, left }
  }
  return null
}
