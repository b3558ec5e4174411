/** A case taken from registration to the archive by hand, in Swagger UI: with nothing but the mouse, the examples, and what the page shows. */
import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { startApp } from '../openapi/document.ts'
import { browse, browserIsThere, execute, watch } from './browser.ts'

/** The examples that lead to the archive, by whom, and the state that the page then shows. */
const WALK = [
  ['accept', 'investigator', 'investigating'],
  ['add-evidence', 'investigator', 'investigating'],
  ['establish-facts', 'investigator', 'facts-established'],
  ['notify', 'investigator', 'notified'],
  ['hear', 'investigator', 'notified'],
  ['decide', 'decider', 'decided'],
  ['serve', 'investigator', 'in-force'],
  ['request-review', 'investigator', 'under-review'],
  ['decide-review', 'reviewer', 'in-force'],
  ['archive', 'investigator', 'closed']
] as const

const open = async (page: Page, operationId: string): Promise<Locator> => {
  const operation = page.locator(`#operations-records-${operationId}`)
  await operation.locator('.opblock-summary-control').click()
  await operation.locator('button.execute').waitFor()
  return operation
}
const field = (operation: Locator, name: string): Locator => operation.locator(`tr[data-param-name="${name}"] input`)
const example = (operation: Locator, name: string): Promise<unknown> => operation.locator('.opblock-section-request-body .examples-select-element').selectOption(name)
const actor = (operation: Locator, who: string): Promise<unknown> => operation.locator('tr[data-param-name="X-Actor"] .examples-select-element').selectOption(who)
const shown = (pattern: RegExp, body: string): string => pattern.exec(body)?.[1] ?? ''
const etagIn = (body: string): string => shown(/etag: ("[^"]+")/, body)

t.setTimeout(180_000)

if (browserIsThere()) {
  const { browser, port } = await browse(await startApp())

  t.test('a case goes by hand from registration to the archive, and its record verifies', async (t) => {
    const page = await browser.newPage()
    const complaints = watch(page, `http://127.0.0.1:${port}`)
    await page.goto(`http://127.0.0.1:${port}/docs`)
    const opening = await open(page, 'openCase')
    await example(opening, 'guangxi-agency')
    const opened = await execute(page, opening)
    t.match(opened.status, /^201\b/)
    const id = shown(/location: \/v1\/cases\/(\S+)/, opened.body)
    t.match(id, /^[0-9a-f-]{36}$/)

    const steps = await open(page, 'takeStep')
    await field(steps, 'id').fill(id)
    let etag = etagIn(opened.body)
    for (const [step, who, state] of WALK) {
      await field(steps, 'If-Match').fill(etag)
      await actor(steps, who)
      await example(steps, step)
      const { status, body } = await execute(page, steps)
      t.match(status, /^201\b/, step)
      t.match(body, `"state": "${state}"`, step)
      etag = etagIn(body)
    }
    t.strictSame(complaints, [], 'the browser has nothing to complain about')

    await field(steps, 'If-Match').fill(etag)
    await example(steps, 'serve')
    const refused = await execute(page, steps)
    t.match(refused.status, /^409\b/)
    t.match(refused.body, '"reason": "wrong-state"')

    const verification = await open(page, 'verifyCase')
    await field(verification, 'id').fill(id)
    t.match((await execute(page, verification)).body, '"valid": true')
    await page.close()
  })
}
