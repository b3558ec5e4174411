/** CSV (RFC 4180) that a spreadsheet opens as what it is: in UTF-8 with its mark, and with no field that could be taken for a formula. */

const MARK = '\ufeff'
/** What a spreadsheet program takes for the beginning of a formula, full-width signs included. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u
const QUOTED = /[",\r\n]/

function field (value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value)
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export const csvOf = (rows: readonly (readonly (string | number)[])[]): string => MARK + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')
