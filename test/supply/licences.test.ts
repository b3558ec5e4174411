/** What the service ships with: all of it is named, with a licence that is allowed. */
import t from 'tap'
import { readFileSync } from 'node:fs'
import { refused } from '../../src/supply/licences.ts'
import { makeSbom, type Component } from '../../src/supply/sbom.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'))

t.test('the bill of materials names every package that runs, with version and digest, and none that only tests', (t) => {
  const sbom = makeSbom()
  t.match(sbom, { bomFormat: 'CycloneDX', specVersion: /^1\.\d$/, metadata: { component: { name: 'evenhand', type: 'application' } } })
  const { packages } = read('package-lock.json') as { packages: Record<string, { version: string, dev?: boolean, optional?: boolean, devOptional?: boolean }> }
  const { dependencies } = read('package.json') as { dependencies: Record<string, string> }
  const named = new Set(sbom.components.map(({ name, version }) => `${name} ${version ?? ''}`))
  const locked = Object.entries(packages).filter(([path]) => path !== '').map(([path, { version, ...is }]) => ({ ...is, called: `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)} ${version}` }))
  const runs = locked.filter(({ dev, optional, devOptional }) => !dev && !optional && !devOptional).map(({ called }) => called)
  t.ok(runs.length > Object.keys(dependencies).length)
  t.strictSame(runs.filter((called) => !named.has(called)), [], 'all that runs')
  t.strictSame(locked.filter(({ dev, called }) => dev && named.has(called) && !runs.includes(called)), [], 'and nothing that only tests')
  t.strictSame(sbom.components.filter((component) => !/^[0-9a-f]{128}$/.test((component as { hashes?: { content: string }[] }).hashes?.[0]?.content ?? '')).map(({ name }) => name), [])
  t.end()
})

t.test('every package has a licence that is allowed', (t) => {
  t.strictSame(refused(makeSbom().components), [])
  t.end()
})

t.test('a licence that asks for more, says nothing, or is not understood is refused', (t) => {
  const having = (...licenses: NonNullable<Component['licenses']>): Component => ({ name: 'x', version: '1.0.0', licenses })
  const fine = [having({ license: { id: 'MIT' } }), having({ expression: '(MIT OR GPL-3.0-only)' }), having({ expression: 'MIT AND ISC' })]
  const wrong = [having(), { name: 'x' }, having({ license: { id: 'AGPL-3.0-only' } }), having({ license: { name: 'see LICENSE' } }), having({ expression: 'MIT AND GPL-2.0-only' }),
    having({ license: { id: 'MIT' } }, { license: { id: 'SSPL-1.0' } }), having({ expression: '(MIT OR (GPL-2.0-only AND ISC))' }), having({})]
  t.strictSame(refused([...fine, ...wrong]), wrong)
  t.end()
})
