/**
 * The double-random draw: which agencies are inspected, and by whom. It hangs on nothing but the frame, which was fixed first, and a seed, which was
 * published afterwards: whoever has both draws the same (docs/inspections.md shows it by hand).
 *
 * Every agency has as many tickets as it has weight. The number of a ticket is a digest; the smallest numbers win, so that no fraction is ever rounded and
 * the chance of an agency to be the first one drawn is its share of all tickets.
 */
import { frameDigest, inOrder, isRecused, sortedFrame, type Frame, type FrameAgency, type Hashing } from './frame.ts'

/** An agency that was drawn, in the order of the draw. */
export interface Selected {
  readonly ref: string
  /** the smallest of its numbers */
  readonly number: string
  /** those who inspect it */
  readonly inspectors: readonly string[]
  /** those who come next, where one of them is prevented */
  readonly reserves: readonly string[]
}

export type Drawn = { readonly selection: readonly Selected[] } | { readonly tooFew: FrameAgency, readonly left: number }

const agencyNumber = (seed: string, digest: string, { ref, weight }: FrameAgency, hex: Hashing['hex']): string => {
  let least = hex(`${seed}\n${digest}\nagency\n${ref}\n1`)
  for (let ticket = 2; ticket <= weight; ticket++) {
    const number = hex(`${seed}\n${digest}\nagency\n${ref}\n${ticket}`)
    if (number < least) least = number
  }
  return least
}

/** Draws. Where fewer inspectors are left for one of the agencies drawn than have to be, there is no draw. */
export function draw (given: Frame, seed: string, hashing: Hashing): Drawn {
  const { hex } = hashing
  const frame = sortedFrame(given)
  const digest = frameDigest(frame, hashing)
  const { agencies: most, inspectors: each } = frame.draw
  const numbered = frame.agencies.map((agency) => ({ agency, number: agencyNumber(seed, digest, agency, hex) }))
  const drawn = numbered.sort((a, b) => inOrder(a.number, b.number)).slice(0, most)
  const selection: Selected[] = []
  for (const { agency, number } of drawn) {
    const ranked = frame.inspectors.filter((one) => !isRecused(one, agency))
      .map(({ id }) => ({ id, number: hex(`${seed}\n${digest}\ninspector\n${agency.ref}\n${id}`) }))
      .sort((a, b) => inOrder(a.number, b.number)).map(({ id }) => id)
    if (ranked.length < each) return { tooFew: agency, left: ranked.length }
    selection.push({ ref: agency.ref, number, inspectors: ranked.slice(0, each), reserves: ranked.slice(each, each * 2) })
  }
  return { selection }
}

/** Whether a seed is the one that was committed to beforehand; where nothing was, any is. */
export const fitsCommitment = (commitment: string | null, seed: string, { hex }: Hashing): boolean => commitment === null || hex(seed) === commitment.toLowerCase()
