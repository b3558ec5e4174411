/** Numbers as regulations print them: 一, 十二, 一百零五. */

const DIGITS = [...'零一二三四五六七八九']
const UNITS = ['', '十', '百', '千']
export const GREATEST = 9999
/** how far ０ lies from 0 */
const FULL_WIDTH = 0xFEE0

/** One printed number, Chinese or Arabic, for use inside a larger pattern; scanned texts have spaces in it. */
export const NUMBER = '[一二三四五六七八九十百千零〇\\d０-９\\s]+'

/**
 * 12 → 十二.
 * @throws RangeError for what no text numbers: less than 1, more than 9999, or not whole
 */
export function toChinese (n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > GREATEST) throw new RangeError(`no Chinese numeral is written for ${n}`)
  const written = [...String(n)].reverse().map((digit, place) => digit === '0' ? '零' : `${DIGITS[Number(digit)]}${UNITS[place]}`).reverse().join('')
  return written.replace(/零+/g, '零').replace(/零$/, '').replace(/^一十/, '十')
}

/** 十二 → 12; undefined for what is not exactly one numeral, so that 一二 or 十十 never passes for a number. */
export function fromChinese (numeral: string): number | undefined {
  let total = 0
  let digit = 0
  for (const sign of numeral.replaceAll('〇', '零')) {
    const unit = UNITS.indexOf(sign)
    if (unit > 0) {
      total += (digit || 1) * 10 ** unit
      digit = 0
    } else {
      digit = DIGITS.indexOf(sign)
      if (digit < 0) return undefined
    }
  }
  const n = total + digit
  return n >= 1 && n <= GREATEST && toChinese(n) === numeral.replaceAll('〇', '零') ? n : undefined
}

/** A number as printed, in either script; undefined where it is none. */
export function numberOf (printed: string): number | undefined {
  const bare = printed.replace(/\s/g, '').replace(/[０-９]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH))
  if (/^\d{1,4}$/.test(bare)) return Number(bare) || undefined
  return fromChinese(bare)
}
