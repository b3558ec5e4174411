/** Swagger UI in a real browser, under the service's own Content-Security-Policy: what a newcomer does first must work. */
import t from 'tap'
import { classificationExamples, sanctionExamples } from '../../src/schemas/examples.ts'
import { startApp } from '../openapi/document.ts'
import { browse, browserIsThere, execute, NAME, watch } from './browser.ts'

/** What each example is expected to show. */
const EXPECTED = {
  classify: { 'prohibited-items': 'guizhou/art-6/item-1', 'facts-missing': 'needs-facts', 'assessor-scoring': 'guizhou/art-12/item-3' },
  sanction: { impersonation: 'cn/art-7/item-4', 'again-after-interview': 'guangxi/', 'found-afterwards': 'guizhou/art-7/item-2' }
}

// A browser takes its time on a busy machine.
t.setTimeout(120_000)

if (browserIsThere()) {
  const { browser, port } = await browse(await startApp())

  /** All examples at one address, the first ones at the other: what they answer does not depend on it. */
  for (const [host, most] of [['127.0.0.1', Infinity], [NAME, 1]] as const) {
    t.test(`at http://${host}/docs the examples of a question can be tried out, and the browser has nothing to complain about`, async t => {
      const page = await browser.newPage()
      const complaints = watch(page, `http://${host}:${port}`)
      await page.goto(`http://${host}:${port}/docs`)
      for (const [operationId, examples] of Object.entries(EXPECTED)) {
        const operation = page.locator(`#operations-questions-${operationId}`)
        await operation.locator('.opblock-summary-control').click()
        for (const [example, expected] of Object.entries(examples).slice(0, most)) {
          await operation.locator('.opblock-section-request-body .examples-select-element').selectOption(example)
          const { status, body } = await execute(page, operation)
          t.match(status, /^200\b/, `${operationId}: ${example}`)
          t.match(body, expected, `${operationId}: ${example}`)
          t.match(body, 'content-language: zh-CN')
        }
      }
      const operation = page.locator('#operations-questions-sanction')
      await operation.locator('tr[data-param-name="Accept-Language"] .examples-select-element').selectOption('english')
      const { body } = await execute(page, operation)
      t.match(body, 'content-language: en')
      t.strictSame(complaints, [])
      await page.close()
    })
  }

  t.test('what the browser tries are all the examples that there are', async t => {
    t.strictSame(Object.keys(EXPECTED.classify), Object.keys(classificationExamples))
    t.strictSame(Object.keys(EXPECTED.sanction), Object.keys(sanctionExamples))
  })

  t.test('a breach of the Content-Security-Policy would be noticed', async t => {
    const page = await browser.newPage()
    const complaints = watch(page, `http://${NAME}:${port}`)
    await page.goto(`http://${NAME}:${port}/docs`)
    await page.locator('#operations-questions-classify').waitFor()
    await page.evaluate("const script = document.createElement('script'); script.textContent = '1'; document.body.append(script)")
    t.match(complaints, [/^console: .*Content Security Policy/])
    await page.close()
  })
}
