/**
 * What has to be remembered of a stream from its first row to its last, in a database of its own on disk, which nobody else can open and which is gone when
 * it is closed, or when the process ends. Persons are known to it by keyed digests only.
 */
import { hash } from 'node:crypto'
import { Database, type Connection } from '../store/sqlite/drizzle.ts'
import { told } from '../store/unavailable.ts'
import { Recent } from './recent.ts'

/** Where and when somebody was evaluated or assessed: what many rows have in common. */
export interface Session {
  readonly agency: string
  readonly occupation: string
  readonly occupationCode: string
  readonly level: string
  readonly place: string
  readonly siteId: string
  readonly date: string
  /** HH:MM; both empty where either is not known */
  readonly from: string
  readonly to: string
}

/** Somebody at a session, by the line that first said so, and as which of the assessors on it; 0: as the candidate. */
export interface Attendance { readonly person: string, readonly date: string, readonly from: string, readonly session: number, readonly line: number, readonly nth: number }

/** Pages that are held in memory: the rest is on disk. */
const CACHE_KIB = 8 * 1024
const MOST_SESSIONS = 5000
const MOST_ATTENDANCES = 5000
const PAGE = 500
/** Hexadecimal digits of a digest: as many as a number holds exactly. */
const DIGITS = 13

const SCHEMA = `
  create table told (key text primary key) without rowid;
  create table sessions (id integer primary key, key text not null);
  create table attendances (person text, date text, begins text, session integer, line integer, nth integer, primary key (person, date, begins, session)) without rowid;
`

/** What the disk cannot do is an outage like any other. */
function guarded<T> (work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw told(error)
  }
}

function open (): Connection {
  // No name: a file that is deleted as soon as it is open.
  const database = new Database('')
  database.pragma(`cache_size = -${CACHE_KIB}`)
  // There is nothing to go back to, and nothing to be kept.
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.exec(SCHEMA)
  database.exec('begin')
  return database
}

const statements = (database: Connection) => ({
  tell: database.prepare<[string]>('insert or ignore into told (key) values (?)'),
  addSession: database.prepare<[number, string]>('insert into sessions (id, key) values (?, ?)'),
  session: database.prepare<[number], string>('select key from sessions where id = ?').pluck(),
  attend: database.prepare<[string, string, string, number, number, number]>('insert or ignore into attendances (person, date, begins, session, line, nth) values (?, ?, ?, ?, ?, ?)'),
  attendances: database.prepare<[string, string, string, number, number], Attendance>(`select person, date, begins "from", session, line, nth from attendances
    where (person, date, begins, session) > (?, ?, ?, ?) order by person, date, begins, session limit ?`)
})

export class Scratch {
  readonly #database: Connection
  readonly #run: ReturnType<typeof statements>
  readonly #sessions = new Recent<string, number>(MOST_SESSIONS)
  readonly #attendances = new Recent<string, true>(MOST_ATTENDANCES)

  /** @throws Unavailable where there is no room on disk */
  constructor () {
    this.#database = guarded(open)
    this.#run = statements(this.#database)
  }

  /** Whether this is the first time. */
  isNew (key: string): boolean {
    return guarded(() => this.#run.tell.run(key).changes > 0)
  }

  /** The number of a session: made of what it is, so that it does not hang on the order in which rows come in. */
  sessionOf ({ agency, occupation, occupationCode, level, place, siteId, date, from, to }: Session): number {
    const key = JSON.stringify([agency, occupation, occupationCode, level, place, siteId, date, from, to])
    const recent = this.#sessions.get(key)
    if (recent !== undefined) return recent
    let id = Number.parseInt(hash('sha256', key).slice(0, DIGITS), 16)
    // Of two whose digests begin alike, the second has the next number.
    for (let there = this.#keyOf(id); there !== key; there = this.#keyOf(++id)) {
      if (there !== undefined) continue
      guarded(() => this.#run.addSession.run(id, key))
      break
    }
    this.#sessions.set(key, id)
    return id
  }

  #keyOf (id: number): string | undefined {
    return guarded(() => this.#run.session.get(id))
  }

  session (id: number): Session {
    const key = this.#keyOf(id)
    if (key === undefined) throw new Error(`there is no session ${id}`)
    const [agency, occupation, occupationCode, level, place, siteId, date, from, to] = JSON.parse(key) as [string, string, string, string, string, string, string, string, string]
    return { agency, occupation, occupationCode, level, place, siteId, date, from, to }
  }

  attend ({ person, date, from, session, line, nth }: Attendance): void {
    // A candidate comes once, as a rule; an assessor with each candidate of the session.
    const key = nth === 0 ? '' : `${person} ${session}`
    if (key !== '' && this.#attendances.get(key)) return
    guarded(() => this.#run.attend.run(person, date, from, session, line, nth))
    if (key !== '') this.#attendances.set(key, true)
  }

  /** All of them by person, day and time, so many at a time. */
  * attendances (): Generator<Attendance[]> {
    for (let last = { person: '', date: '', from: '', session: 0 }; ;) {
      const page = guarded(() => this.#run.attendances.all(last.person, last.date, last.from, last.session, PAGE))
      if (page.length > 0) yield page
      const end = page.at(-1)
      if (page.length < PAGE || end === undefined) return
      last = end
    }
  }

  close (): void {
    this.#database.close()
  }
}
