/** Swagger UI in a real browser, under the service's own Content-Security-Policy: what a newcomer does first must work. */
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import t from 'tap'
import { classificationExamples, sanctionExamples } from '../../src/schemas/examples.ts'
import { startApp } from '../openapi/document.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const isRequired = process.env.EVENHAND_BROWSER === 'required'
/** A name as on an intranet: not one that browsers trust without encryption, as they do 127.0.0.1. */
const NAME = 'evenhand.test'
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', `--host-resolver-rules=MAP ${NAME} 127.0.0.1`]

/** What each example is expected to show. */
const EXPECTED = {
  classify: { 'prohibited-items': 'guizhou/art-6/item-1', 'facts-missing': 'needs-facts', 'assessor-scoring': 'guizhou/art-12/item-3' },
  sanction: { impersonation: 'cn/art-7/item-4', 'again-after-interview': 'guangxi/', 'found-afterwards': 'guizhou/art-7/item-2' }
}

/** Everything that a browser complains about, and every request that goes astray. */
function watch (page: Page, origin: string): string[] {
  const complaints: string[] = []
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(`console: ${message.text()}`) })
  page.on('pageerror', (error) => { complaints.push(`page: ${error.message}`) })
  page.on('requestfailed', (request) => { complaints.push(`failed: ${request.url()}`) })
  page.on('request', (request) => { if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:')) complaints.push(`elsewhere: ${request.url()}`) })
  page.on('response', (response) => { if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`) })
  return complaints
}

/** Presses Execute and reads what the page shows of the answer. */
async function execute (page: Page, operation: Locator): Promise<{ status: string, body: string }> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await operation.locator('button.execute').click()
  const id = await (await answered).headerValue('x-request-id')
  const row = operation.locator('.live-responses-table tbody tr.response', { hasText: `x-request-id: ${id}` })
  return { status: await row.locator('.response-col_status').innerText(), body: await row.locator('.response-col_description').innerText() }
}

// A browser takes its time on a busy machine.
t.setTimeout(120_000)

if (!existsSync(executablePath)) {
  t.test('a browser is there where one is required', async t => {
    const told = `no browser at ${executablePath}: Swagger UI was left out (CHROMIUM names another, EVENHAND_BROWSER=required makes this a failure)`
    t.comment(told)
    console.log(told)
    t.notOk(isRequired, told)
  })
} else {
  const app = await startApp()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const browser: Browser = await chromium.launch({ executablePath, args: FLAGS })
  t.teardown(async () => {
    await browser.close()
    await app.close()
  })

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
