/** Combinations of facts as a person would write them: `{ gravity: minor, inactiveMonths: { lt: 12 } }`. */
import { positions, type Axis, type Field } from './space.ts'

/** For each axis the positions that belong to the box. */
type Box = readonly (readonly number[])[]

/** Joins boxes that differ along one axis alone. */
function joinAlong (boxes: readonly Box[], axis: number): Box[] {
  const joined = new Map<string, Box>()
  for (const box of boxes) {
    const key = JSON.stringify(box.with(axis, []))
    const other = joined.get(key)
    joined.set(key, other ? box.with(axis, [...new Set([...other[axis] ?? [], ...box[axis] ?? []])].sort((a, b) => a - b)) : box)
  }
  return [...joined.values()]
}

/** Few boxes that hold exactly these cells. */
function boxesOf (axes: readonly Axis[], cells: readonly number[]): readonly Box[] {
  let boxes: readonly Box[] = cells.map((index) => positions(axes, index).map((position) => [position]))
  for (let before = Infinity; boxes.length < before;) {
    before = boxes.length
    for (const axis of axes.keys()) boxes = joinAlong(boxes, axis)
  }
  return boxes
}

/** A run of whole numbers as a range, from the first position to before the one after the last. */
function range (values: readonly number[], from: number, to: number): string {
  const [least, beyond] = [values[from], values[to + 1]]
  if (beyond !== undefined && least !== undefined && beyond === least + 1) return String(least)
  return `{ ${[from > 0 ? `gte: ${least}` : '', beyond === undefined ? '' : `lt: ${beyond}`].filter((part) => part !== '').join(', ')} }`
}

function writeAxis ({ name, definition, values }: Axis, at: readonly number[]): string[] {
  if (at.length === values.length) return ['']
  if (definition.type !== 'integer') {
    const named = at.map((position) => String(values[position]))
    return [`${name}: ${named.length === 1 ? named[0] : `[${named.join(', ')}]`}`]
  }
  const runs: [number, number][] = []
  for (const position of at) {
    const last = runs.at(-1)
    if (last && last[1] === position - 1) last[1] = position
    else runs.push([position, position])
  }
  return runs.map(([from, to]) => `${name}: ${range(values.filter((value) => typeof value === 'number'), from, to)}`)
}

/** One condition for each box; the empty string where nothing but the conduct itself is required. */
export function describeCells ({ axes }: Pick<Field, 'axes'>, cells: readonly number[]): string {
  const conditions = boxesOf(axes, cells).flatMap((box) => {
    let written: string[][] = [[]]
    for (const [axis, definition] of axes.entries()) written = writeAxis(definition, box[axis] ?? []).flatMap((part) => written.map((parts) => part === '' ? parts : [...parts, part]))
    return written.map((parts) => parts.length === 0 ? 'any facts' : `{ ${parts.join(', ')} }`)
  })
  const [first, second, third, ...more] = conditions
  return [first, second, third, ...more.length > 0 ? [`${more.length} more`] : []].filter((one) => one !== undefined).join(' or ')
}
