/** A worker: invents its share of what happens, some ahead of what has been written. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadRules } from '../rulesets/load.ts'
import { happenings, type Plan } from './plan.ts'
import type { Happened } from './simulate.ts'

export interface Share { readonly plan: Plan, readonly share: number, readonly shares: number }

const AT_A_TIME = 256

const { plan, share, shares } = workerData as Share
const all = happenings(loadRules(plan.rulesetsDirectory), plan, share, shares)

/** One text for many: cheaper to hand over than the objects. An empty list says that this was all. */
function next (): string {
  const list: Happened[] = []
  while (list.length < AT_A_TIME) {
    const { done, value } = all.next()
    if (done) break
    list.push(value)
  }
  return JSON.stringify(list)
}

parentPort?.on('message', () => { parentPort?.postMessage(next()) })
