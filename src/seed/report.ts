/** Reports to other authorities. */
import { missingReports } from '../domain/record/duties.ts'
import type { Running, Story } from './running.ts'

/** Reports that the law wants before a decision, or after it. */
export function * report (running: Running, when: 'before' | 'after'): Story {
  for (const { requires: { to = 'city' } } of missingReports(running.situation.file, running.situation.judged, when)) {
    yield running.later(running.random.between(0, 4))
    running.take({ type: 'report', to: to === 'local-regulator' ? 'regulator' : to, on: running.paper, ...running.random.chance(0.5) ? { subject: when === 'before' ? 'problem-list' : 'decision' } : {} }, running.actor('report', 'head'))
  }
}
