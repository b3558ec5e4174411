/** `npm run restore -- FILE`: puts a backup in the place of an embedded database. */
import { rmSync } from 'node:fs'
import { checkCopy, copyDatabase } from '../backup/copy.ts'
import { putInPlace } from '../backup/place.ts'
import { pathOf } from '../store/sqlite/file.ts'
import { loadRules } from '../rulesets/load.ts'
import { readArguments } from './arguments.ts'
import { counted, embedded, FAULTY, run, tell } from './backups.ts'

const HELP = `Usage: npm run restore -- FILE [--replace]

Puts a backup (npm run backup) in the place of the database of DATABASE_URL: a copy of it is made beside that place,
checked as the backup was, and given its name in one step. FILE itself is left as it is. The keys have to be there
first: <database>.keys, or DATA_KEYS or DATA_KEYS_FILE as the service has them.

  --replace   also where a database is there already, which is kept under another name. Nobody may have it open:
              stop the service first

Exits 1 where nothing was restored; 2 where it cannot be done: called wrongly, or the database is a PostgreSQL
(then the command that does it is printed).

  -h, --help  this text

  DATABASE_URL, DATA_KEYS, DATA_KEYS_FILE, RULESETS_DIR  (environment) as for the service`

async function restore (file: string, replace: boolean): Promise<number> {
  const { config, path } = embedded((place) => `pg_restore --exit-on-error --no-owner --dbname='${place}' ${file}`)
  const target = pathOf(path)
  const copy = `${target}.restoring`
  try {
    await copyDatabase(file, copy)
    const report = await checkCopy(copy, config, loadRules(config.RULESETS_DIR).book, tell)
    if (report.faults > 0) {
      console.error(`${counted(report)}: ${file} was not restored.`)
      return FAULTY
    }
    const kept = putInPlace(copy, target, { replace })
    console.log(`${target}: ${counted(report)}.${kept === null ? '' : ` What was there before is ${kept}: remove it once it is no longer needed.`}`)
    return 0
  } finally {
    rmSync(copy, { force: true })
  }
}

const given = readArguments(HELP, 1, ['replace'])
process.exitCode = await run(given, HELP, ({ positionals: [file], flags }) => restore(file ?? '', flags.has('replace')))
