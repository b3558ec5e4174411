/** What the service ships with: the packages that run, with versions, digests and licences (CycloneDX), as npm knows them from the lockfile. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** By SPDX id, by an expression of those, or by a name of its own. */
export interface Licence { readonly license?: { readonly id?: string, readonly name?: string }, readonly expression?: string }
export interface Component { readonly name: string, readonly version?: string, readonly licenses?: readonly Licence[] }
interface Listed extends Component { readonly 'bom-ref': string, readonly properties?: readonly { readonly name: string }[] }
export interface Sbom extends Record<string, unknown> {
  readonly specVersion: string
  readonly metadata: { readonly component: Readonly<Record<string, unknown>> }
  readonly components: readonly Listed[]
  readonly dependencies: readonly { readonly ref: string, readonly dependsOn: readonly string[] }[]
}

/** How npm marks what is there for development alone: by the first copy that it finds, even where another copy runs. So it is the lockfile that is asked. */
const DEVELOPMENT = 'cdx:npm:package:development'

/** Name and version of all that is not there for development alone. */
function shipped (): ReadonlySet<string> {
  const { packages } = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')) as { packages: Record<string, { readonly version: string, readonly dev?: boolean }> }
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
  return new Set(Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev).map(([path, { version }]) => `${nameOf(path)} ${version}`))
}

function runNpm (): Sbom {
  const { npm_execpath: npm } = process.env
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm]
  // Not with --omit=dev: that leaves out what development needs as well.
  const { status, stdout, stderr, error } = spawnSync(command ?? 'npm', [...first, 'sbom', '--sbom-format=cyclonedx', '--sbom-type=application'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (status !== 0) throw new Error(`npm sbom failed: ${error?.message ?? stderr}`)
  return JSON.parse(stdout) as Sbom
}

/** @throws Error where npm cannot be run, or finds that node_modules is not what the lockfile says */
export function makeSbom (): Sbom {
  const all = runNpm()
  const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { name: string, version: string }
  // npm calls it by the directory that it lies in.
  const { 'bom-ref': before } = all.metadata.component
  const itself = `${name}@${version}`
  const renamed = (reference: string): string => reference === before ? itself : reference
  const ships = shipped()
  const components = all.components.filter((one) => ships.has(`${one.name} ${one.version ?? ''}`))
    .map((one) => ({ ...one, properties: (one.properties ?? []).filter((property) => property.name !== DEVELOPMENT) }))
  const listed = new Set([itself, ...components.map((component) => component['bom-ref'])])
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...all.metadata.component, name, version, 'bom-ref': itself, purl: `pkg:npm/${itself}` } },
    components,
    dependencies: all.dependencies.map(({ ref, dependsOn }) => ({ ref: renamed(ref), dependsOn: dependsOn.filter((one) => listed.has(one)) })).filter(({ ref }) => listed.has(ref))
  }
}
