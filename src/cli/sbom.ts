/** `npm run sbom`: writes what the service ships with, as CycloneDX. */
import { writeFileSync } from 'node:fs'
import { makeSbom } from '../supply/sbom.ts'
import { readArguments } from './arguments.ts'

const FILE = 'sbom.cdx.json'
const HELP = `Usage: npm run sbom

Writes ${FILE}: every package that the service ships with, with version, digest and licence (CycloneDX, by npm itself).

  -h, --help  this text`

const given = readArguments(HELP, 0)
if (typeof given === 'number') process.exitCode = given
else {
  const sbom = makeSbom()
  writeFileSync(FILE, `${JSON.stringify(sbom, null, 2)}\n`)
  console.log(`${FILE}: CycloneDX ${sbom.specVersion}, ${sbom.components.length} packages`)
}
