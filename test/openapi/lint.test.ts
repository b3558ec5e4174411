/** The linter that comes with the project finds nothing to say about the document, and asks nobody else. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const root = fileURLToPath(new URL('../../', import.meta.url))

function lint (path: string) {
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'node_modules/@redocly/cli/bin/cli.js'), 'lint', path, '--format=json'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } })
  const { totals, problems } = JSON.parse(stdout) as { totals: { errors: number, warnings: number, ignored: number }, problems: { ruleId: string }[] }
  return { status, totals, rules: [...new Set(problems.map(({ ruleId }) => ruleId))] }
}

t.test('the document is free of errors and warnings, with none ignored', async t => {
  t.strictSame(lint('openapi/openapi.json'), { status: 0, totals: { errors: 0, warnings: 0, ignored: 0 }, rules: [] })
})

t.test('an example that does not fit its schema, or an operation without a name, would be found', async t => {
  const document = JSON.parse(readFileSync(join(root, 'openapi/openapi.json'), 'utf8'))
  const { post } = document.paths['/v1/deadlines']
  post.requestBody.content['application/json'].examples.defence.value.unit = 'fortnight'
  delete post.operationId
  const path = join(t.testdir(), 'openapi.json')
  writeFileSync(path, JSON.stringify(document))
  t.strictSame(lint(path).rules.sort(), ['no-invalid-media-type-examples', 'operation-operationId'])
})
