/** What is made of many measured numbers. */

/** The value below which a share of all lie; not a number of none. */
export function quantile (all: readonly number[], share: number): number {
  const sorted = Float64Array.from(all).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

export const median = (all: readonly number[]): number => quantile(all, 0.5)

/** Milliseconds: as many digits as mean something. */
export const ms = (value: number): string => value < 10 ? value.toFixed(2) : value.toFixed(1)

/** A table of texts: the first column to the left, the others to the right. */
export function table (rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((text, column) => column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)).join('   ')).join('\n')
}
