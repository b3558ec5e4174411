/**
 * Numbers of nobody. They are well-formed, check characters included, and lie where no real ones do: their administrative area is 0000xx,
 * which no person's identity number and no organisation's credit code was ever given under.
 */
import { dayNumber } from './days.ts'

/** The area that is none, and whose last two digits keep the numbers of different seeds apart. */
const area = (variant: number): string => `0000${String(variant % 100).padStart(2, '0')}`

const RESIDENT_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: the eighteenth character of a resident identity number. */
export function residentCheck (first17: string): string {
  const sum = RESIDENT_WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17[place]), 0)
  return '10X98765432'[sum % 11] as string
}

const FIRST_BIRTHDAY = dayNumber('1966-01-01')
/** Has no factor in common with the stride, so that every day of birth comes in its turn. */
const BIRTHDAYS = 13_824
const STRIDE = 7919
const PER_BIRTHDAY = 1000

/** Different numbers for any thirteen million indexes of a variant in a row. */
export function residentId (index: number, variant: number, dayText: (day: number) => string): string {
  const birthday = dayText(FIRST_BIRTHDAY + (index * STRIDE) % BIRTHDAYS).replaceAll('-', '')
  const serial = String(Math.floor(index / BIRTHDAYS) % PER_BIRTHDAY).padStart(3, '0')
  const first17 = `${area(variant)}${birthday}${serial}`
  return `${first17}${residentCheck(first17)}`
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11714: the ninth character of an organisation's code. */
export function organisationCheck (first8: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, place) => total + weight * Number.parseInt(first8[place] as string, 36), 0)
  const rest = 11 - sum % 11
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100: the eighteenth character of a unified social credit code. */
export function creditCheck (first17: string): string {
  let weight = 1
  let sum = 0
  for (const character of first17) {
    sum += CREDIT_ALPHABET.indexOf(character) * weight
    weight = weight * 3 % 31
  }
  return CREDIT_ALPHABET[(31 - sum % 31) % 31] as string
}

/** Different codes for the first hundred million indexes of a variant. `category`: who registered it, and as what. */
export function creditCode (category: string, index: number, variant: number): string {
  const organisation = String(index).padStart(8, '0')
  const first17 = `${category}${area(variant)}${organisation}${organisationCheck(organisation)}`
  return `${first17}${creditCheck(first17)}`
}
