/** `npm run migrate`: brings the schema of the store up to date, for a PostgreSQL before the service is started or updated. */
import { DEFAULT_DATABASE_URL, migrateStore } from '../store/open.ts'
import { readArguments } from './arguments.ts'

const HELP = `Usage: npm run migrate

Brings the schema of the store up to date and says from which version to which. It may be run at any time,
and several times at once; a store that is up to date is left as it is. The service does it itself at its
start where the store is a file; on PostgreSQL it refuses to start before this was run. Exits 1 where the
store cannot be reached, is newer than this version of the service, or is none of this service.

  DATABASE_URL  (environment) file:<path> or postgres://<user>:<password>@<host>:<port>/<database>
                (default: ${DEFAULT_DATABASE_URL})
  -h, --help    this text`

async function run (): Promise<number> {
  const given = readArguments(HELP, 0)
  if (typeof given === 'number') return given
  try {
    const { from, to } = await migrateStore(process.env['DATABASE_URL'] || DEFAULT_DATABASE_URL)
    console.log(from === to ? `The schema is up to date: version ${to}.` : `The schema was at version ${from} and is at version ${to} now.`)
    return 0
  } catch (error) {
    // Whatever it is, it is told in a line: a stack trace helps nobody who runs this.
    console.error((error as Error).message)
    return 1
  }
}

process.exitCode = await run()
