import t from 'tap'
import fc from 'fast-check'
import { sanction } from '../../src/domain/sanction.ts'
import { sanctionJson } from '../../src/routes/sanction-json.ts'
import { book, question } from '../domain/arbitrary.ts'

t.test('a sanction answer is written as JSON.stringify would, the first time and every other', async (t) => {
  fc.assert(fc.property(question, fc.constantFrom('zh' as const, 'en' as const), (asked, lang) => {
    fc.pre(asked.occurredOn >= '2021-01-01')
    const answer = sanction(book, asked, { lang })
    const json = JSON.stringify(answer)
    return sanctionJson(answer) === json && sanctionJson(answer) === json
  }))
  t.pass('for every question tried')
})
