/** A real browser on the service, and what it complains about. */
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import t from 'tap'
import type { App } from '../../src/app-types.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const isRequired = process.env.EVENHAND_BROWSER === 'required'
/** A name as on an intranet: not one that browsers trust without encryption, as they do 127.0.0.1. */
export const NAME = 'evenhand.test'
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', `--host-resolver-rules=MAP ${NAME} 127.0.0.1`]

/** Whether there is a browser; where there is none a test says so, and fails if one is required. */
export function browserIsThere (): boolean {
  if (existsSync(executablePath)) return true
  t.test('a browser is there where one is required', async (t) => {
    const told = `no browser at ${executablePath}: Swagger UI was left out (CHROMIUM names another, EVENHAND_BROWSER=required makes this a failure)`
    t.comment(told)
    console.log(told)
    t.notOk(isRequired, told)
  })
  return false
}

/** The service on a free port and a browser, both ended with the tests. */
export async function browse (app: App): Promise<{ browser: Browser, port: number }> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  t.teardown(async () => {
    await browser.close()
    await app.close()
  })
  return { browser, port }
}

/** Everything that a browser complains about, and every request that goes astray. */
export function watch (page: Page, origin: string): string[] {
  const complaints: string[] = []
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(`console: ${message.text()}`) })
  page.on('pageerror', (error) => { complaints.push(`page: ${error.message}`) })
  page.on('requestfailed', (request) => { complaints.push(`failed: ${request.url()}`) })
  page.on('request', (request) => { if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:')) complaints.push(`elsewhere: ${request.url()}`) })
  page.on('response', (response) => { if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`) })
  return complaints
}

/** Presses Execute and reads what the page shows of the answer. */
export async function execute (page: Page, operation: Locator): Promise<{ status: string, body: string }> {
  const answered = page.waitForResponse((response) => response.url().includes('/v1/'))
  await operation.locator('button.execute').click()
  const id = await (await answered).headerValue('x-request-id')
  const row = operation.locator('.live-responses-table tbody tr.response', { hasText: `x-request-id: ${id}` })
  return { status: await row.locator('.response-col_status').innerText(), body: await row.locator('.response-col_description').innerText() }
}
