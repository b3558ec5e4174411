/** RFC 4180 to the letter, written for tests alone: every line ends in CRLF, a field is quoted or has no quote, comma or break in it. */

export function parseCsv (text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let field = ''
    if (text[at] === '"') {
      at++
      for (;;) {
        const end = text.indexOf('"', at)
        if (end < 0) throw new Error(`the quote before ${at} is never closed`)
        field += text.slice(at, end)
        at = end + 1
        if (text[at] !== '"') break
        field += '"'
        at++
      }
    } else {
      const end = /[",\r\n]|$/g
      end.lastIndex = at
      const stop = end.exec(text)?.index ?? text.length
      field = text.slice(at, stop)
      at = stop
    }
    row.push(field)
    if (text[at] === ',') {
      at++
      // A comma at the very end would stand before a field that is not there.
      if (at === text.length) throw new Error('the last line does not end')
    } else if (text.startsWith('\r\n', at)) {
      at += 2
      rows.push(row)
      row = []
    } else throw new Error(`neither a comma nor the end of a line at ${at}: ${JSON.stringify(text.slice(at, at + 10))}`)
  }
  if (row.length > 0) throw new Error('the last line does not end')
  return rows
}
