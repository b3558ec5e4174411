/**
 * Whether a number can be one of its kind: the check characters of resident identity numbers (GB 11643-1999) and of unified social credit codes
 * (GB 32100-2015). That a number is well-formed does not say that it was given to anybody; that it is not says that somebody mistyped it.
 */
import { isDay } from './day.ts'

export type Misfit = 'form' | 'birth-date' | 'check-character'

const RESIDENT = /^\d{17}[\dX]$/
/** ISO 7064, MOD 11-2: 2^(18 - place) mod 11. */
const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const RESIDENT_CHECKS = '10X98765432'

/** Why a text is no resident identity number; null where it can be one. */
export function residentMisfit (text: string): Misfit | null {
  const id = text.toUpperCase()
  if (!RESIDENT.test(id)) return 'form'
  if (!isDay(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`)) return 'birth-date'
  const sum = RESIDENT_WEIGHTS.reduce((total, weight, place) => total + weight * Number(id[place]), 0)
  return RESIDENT_CHECKS[sum % 11] === id[17] ? null : 'check-character'
}

/** Without I, O, S, V and Z, which are taken for others. */
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT = new RegExp(`^[${CREDIT_ALPHABET}]{18}$`)

/** Why a text is no unified social credit code; null where it can be one. */
export function creditMisfit (text: string): Misfit | null {
  const code = text.toUpperCase()
  if (!CREDIT.test(code)) return 'form'
  let [weight, sum] = [1, 0]
  for (const character of code.slice(0, 17)) {
    sum += CREDIT_ALPHABET.indexOf(character) * weight
    weight = weight * 3 % 31
  }
  return CREDIT_ALPHABET[(31 - sum % 31) % 31] === code[17] ? null : 'check-character'
}

/** Why a reference is none of the kind that it was said to be; of what the caller has ids of its own for, nothing is known. */
export function misfitOf ({ ref, refKind }: { readonly ref: string, readonly refKind: string }): Misfit | null {
  if (refKind === 'resident-id') return residentMisfit(ref)
  if (refKind === 'uscc') return creditMisfit(ref)
  return null
}
