/** How far it has come: a bar on a terminal, else a line every few seconds. */

const BAR_WIDTH = 30
const BAR_EVERY_MS = 200
const LINE_EVERY_MS = 5000

interface Output { readonly isTTY?: boolean, readonly write: (text: string) => unknown }

const minutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
const grouped = (count: number): string => count.toLocaleString('en-US')

/** @returns what is to be told how many of `total` are done */
export function progressTo (output: Output, total: number, what: string, now: () => number): { readonly tell: (done: number) => void, readonly end: () => void } {
  const began = now()
  let told = -Infinity
  const every = output.isTTY ? BAR_EVERY_MS : LINE_EVERY_MS

  function text (done: number): string {
    const seconds = (now() - began) / 1000
    const rate = seconds > 0 ? done / seconds : 0
    const rest = rate > 0 ? `, ${minutes((total - done) / rate)} left` : ''
    return `${grouped(done)} of ${grouped(total)} ${what}, ${grouped(Math.round(rate))}/s${rest}`
  }

  function bar (done: number): string {
    const full = Math.round(done / total * BAR_WIDTH)
    return `\r[${'='.repeat(full)}${' '.repeat(BAR_WIDTH - full)}] ${String(Math.floor(done / total * 100)).padStart(3)}%  ${text(done)}\u001b[K`
  }

  return {
    tell (done) {
      const ms = now() - began
      if (ms - told < every) return
      told = ms
      output.write(output.isTTY ? bar(done) : `${text(done)}\n`)
    },
    end () {
      if (output.isTTY) output.write('\r\u001b[K')
    }
  }
}
