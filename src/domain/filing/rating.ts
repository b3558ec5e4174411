/** What a number of stars means. */
import type { AgencyRules } from './rules.ts'

export interface RatingResult { readonly result: string, readonly conduct: string, readonly provision: string, readonly citation: string }

/** null where the rules know no rating, or not this number of stars. */
export function ratingResult (rules: AgencyRules | null, stars: number): RatingResult | null {
  const { rating } = rules ?? {}
  const found = rating?.results.find((one) => one.stars.includes(stars))
  return rating && found ? { result: found.result, conduct: rating.conduct, provision: rating.provision, citation: rating.citation } : null
}
