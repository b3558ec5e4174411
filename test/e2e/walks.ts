/** Records from end to end, over HTTP, on whichever store: called by each adapter's own test. */
import type { Test } from 'tap'
import { listen } from '../http/service.ts'
import { agencyLife } from './agency-life.ts'
import { escalation } from './escalation.ts'
import { lists } from './lists.ts'
import { bySocket, Office } from './office.ts'
import { opened, type Fresh } from './opened.ts'
import { privacy } from './privacy.ts'
import { requests } from './requests.ts'
import { retention } from './retention.ts'
import { standing } from './standing.ts'
import { walk } from './walk.ts'
import { nationalWalks } from './walks-cn.ts'
import { guizhouWalks } from './walks-guizhou.ts'
import { guangxiWalk, minhangWalk } from './walks-regions.ts'

async function walks (t: Test, fresh: Fresh): Promise<void> {
  const { service, office } = await opened(t, fresh)
  for (const way of [...nationalWalks(), ...guizhouWalks(), guangxiWalk()]) await t.test(way.name, async (t) => walk(t, office.in(t), way))
  const way = minhangWalk()
  await t.test(`by socket: ${way.name}`, async (t) => walk(t, await Office.at(t, service.app, bySocket(await listen(service)), office.reasons), way))
  t.strictSame([...office.reasons].sort(), Object.keys(service.rules.book.vocabulary.refusals).sort(), 'every reason for a refusal was met on the way')
}

export async function recordsSuite (t: Test, fresh: Fresh): Promise<void> {
  await t.test('cases walk from report to archive', (t) => walks(t, fresh))
  await t.test('earlier decisions raise later ones', (t) => escalation(t, fresh))
  await t.test('standing follows the days of a decision', (t) => standing(t, fresh))
  await t.test('a training organisation lives from filing to exit', (t) => agencyLife(t, fresh))
  await t.test('cases are found again', (t) => lists(t, fresh))
  await t.test('a person is named in case bodies and nowhere else', (t) => privacy(t, fresh))
  await t.test('records are kept their time, then erased', (t) => retention(t, fresh))
  await t.test('requests that are out of place are refused, repeated ones answered once', (t) => requests(t, fresh))
}
