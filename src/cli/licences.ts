/** `npm run licences`: the licences of what the service ships with. */
import { licencesOf, refused } from '../supply/licences.ts'
import { makeSbom } from '../supply/sbom.ts'
import { readArguments } from './arguments.ts'

const HELP = `Usage: npm run licences

Lists every package that the service ships with under its licence. Exits 1 where one has another licence than those
that are allowed (src/supply/licences.ts), or none.

  -h, --help  this text`

const given = readArguments(HELP, 0)
if (typeof given === 'number') process.exitCode = given
else {
  const { components } = makeSbom()
  const byLicence = Map.groupBy(components, licencesOf)
  for (const [licence, those] of [...byLicence].sort()) console.log(`${licence} (${those.length}): ${those.map(({ name, version }) => `${name} ${version ?? ''}`).sort().join(', ')}`)
  const wrong = refused(components)
  for (const component of wrong) console.error(`${component.name} ${component.version ?? ''}: ${licencesOf(component)} is not allowed`)
  process.exitCode = wrong.length === 0 ? 0 : 1
}
