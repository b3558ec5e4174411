/** What is remembered of a stream: on disk, nobody else's, and gone in the end. */
import { readdirSync, readlinkSync } from 'node:fs'
import t from 'tap'
import { Recent } from '../../src/streams/recent.ts'
import { Scratch, type Session } from '../../src/streams/scratch.ts'

const session: Session = { agency: 'A', occupation: '电工', occupationCode: '', level: '三级', place: '450103', siteId: '', date: '2026-03-14', from: '09:00', to: '11:00' }

t.test('what is told once is not new again', async (t) => {
  const scratch = new Scratch()
  t.strictSame(['a', 'b', 'a', 'A'].map((key) => scratch.isNew(key)), [true, true, false, true])
  scratch.close()
})

t.test('a session has one number, which says all of it, in whatever order they come', async (t) => {
  const [one, other] = [new Scratch(), new Scratch()]
  const sessions = Array.from({ length: 200 }, (_, n) => ({ ...session, occupation: `职业 ${n} "` }))
  const numbers = sessions.map((each) => one.sessionOf(each))
  t.equal(new Set(numbers).size, 200)
  t.strictSame(sessions.toReversed().map((each) => other.sessionOf(each)).toReversed(), numbers)
  t.strictSame(numbers.map((number) => one.session(number)), sessions)
  t.throws(() => one.session(1))
  for (const scratch of [one, other]) scratch.close()
})

t.test('attendances come back by person, day and time, each once, the line that said so first', async (t) => {
  const scratch = new Scratch()
  const attend = (person: string, date: string, from: string, at: number, line: number, nth = 1) => { scratch.attend({ person, date, from, session: at, line, nth }) }
  attend('p2', '2026-03-14', '', 7, 1)
  attend('p1', '2026-03-15', '09:00', 7, 2)
  attend('p1', '2026-03-14', '10:00', 9, 3)
  attend('p1', '2026-03-14', '', 8, 4)
  attend('p1', '2026-03-14', '10:00', 9, 5)
  attend('p1', '2026-03-14', '10:00', 9, 6, 0)
  for (let n = 0; n < 1200; n++) attend(`q${String(n).padStart(4, '0')}`, '2026-03-14', '', 1, 10 + n, 0)
  const all = [...scratch.attendances()].flat()
  t.strictSame(all.slice(0, 4).map(({ person, date, from, session, line }) => [person, date, from, session, line]), [
    ['p1', '2026-03-14', '', 8, 4], ['p1', '2026-03-14', '10:00', 9, 3], ['p1', '2026-03-15', '09:00', 7, 2], ['p2', '2026-03-14', '', 7, 1]
  ])
  t.equal(all.length, 1204, 'page after page')
  scratch.close()
})

/** Files that are open and have no name any more. */
const nameless = (): number => readdirSync('/proc/self/fd').filter((fd) => {
  try {
    return / \(deleted\)$/.test(readlinkSync(`/proc/self/fd/${fd}`))
  } catch {
    return false
  }
}).length

t.test('it lies in a file without a name, and the file is gone when it is closed', async (t) => {
  const before = nameless()
  const scratch = new Scratch()
  for (let n = 0; n < 150_000; n++) scratch.attend({ person: `person with a long name ${n * 7919 % 150_000}`, date: '2026-03-14', from: '', session: 1, line: n, nth: 0 })
  t.equal(nameless(), before + 1)
  t.equal([...scratch.attendances()].flat().length, 150_000)
  scratch.close()
  t.equal(nameless(), before)
})

t.test('of what was used last so much is kept and no more, and what is used again stays', async (t) => {
  const recent = new Recent<number, string>(10)
  recent.set(-1, 'often')
  let stayed = 0
  for (let n = 0; n < 1000; n++) {
    recent.set(n, String(n))
    if (recent.get(-1) === 'often') stayed++
  }
  t.equal(stayed, 1000)
  t.equal(recent.get(999), '999')
  t.equal(recent.get(900), undefined)
  t.equal(Array.from({ length: 1000 }, (_, n) => recent.get(n)).filter((value) => value !== undefined).length <= 10, true)
})
