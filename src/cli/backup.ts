/** `npm run backup -- FILE`: a copy of an embedded database, made while the service writes, and checked. */
import { existsSync, linkSync, rmSync } from 'node:fs'
import { checkCopy, copyDatabase, NoCopy, syncDirectory } from '../backup/copy.ts'
import { pathOf } from '../store/sqlite/file.ts'
import { loadRules } from '../rulesets/load.ts'
import { readArguments } from './arguments.ts'
import { counted, embedded, FAULTY, run, tell } from './backups.ts'

const HELP = `Usage: npm run backup -- FILE

Copies an embedded database into FILE while the service goes on writing, and checks the copy: that it is a whole
database, and the chain of digests of every record in it. FILE has its name only once it has been checked; it is
never overwritten. Every step that the service acknowledged before the command was called is in it.

What is in FILE is encrypted as it is in the database. WITHOUT ITS KEYS IT IS WORTHLESS: keep a copy of the key file
(or of DATA_KEYS) too, and keep it somewhere else, for whoever has both has everything.

Exits 1 where no copy was made, or a faulty one; 2 where it cannot be done: called wrongly, or the database is a
PostgreSQL (then the command that does it is printed).

  -h, --help  this text

  DATABASE_URL, DATA_KEYS, DATA_KEYS_FILE, RULESETS_DIR  (environment) as for the service`

async function backup (file: string): Promise<number> {
  const { config, path } = embedded((place) => `pg_dump --format=custom --file=${file} '${place}'`)
  if (existsSync(file)) throw new NoCopy(`${file} is there already, and is not overwritten`)
  const unfinished = `${file}.unfinished`
  const begun = new Date().toISOString()
  try {
    await copyDatabase(pathOf(path), unfinished)
    const report = await checkCopy(unfinished, config, loadRules(config.RULESETS_DIR).book, tell)
    if (report.faults > 0) {
      console.error(`${counted(report)}: no backup was made of a database with faults. npm run cases:verify says more.`)
      return FAULTY
    }
    // Fails where the name is taken by now.
    linkSync(unfinished, file)
    syncDirectory(file)
    console.log(`${file}: ${counted(report)}. All that was acknowledged before ${begun} is in it. Without its keys it cannot be read: keep them too, elsewhere.`)
    return 0
  } finally {
    rmSync(unfinished, { force: true })
  }
}

const given = readArguments(HELP, 1)
process.exitCode = await run(given, HELP, ({ positionals: [file] }) => backup(file ?? ''))
