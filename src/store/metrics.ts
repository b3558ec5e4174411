/** How the store is doing, for Prometheus. */
import { Gauge, Histogram, type Registry } from 'prom-client'
import type { Observer } from './observed.ts'
import { outageOf } from './unavailable.ts'

const BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

/** ok; refused: somebody else was first, or it was wrong; unavailable: the store could not be used */
const resultOf = (error: unknown): string => error === undefined ? 'ok' : outageOf(error) === null ? 'refused' : 'unavailable'

export function storeMetrics (registry: Registry): Observer {
  const duration = new Histogram({
    name: 'evenhand_store_duration_seconds',
    help: 'time from asking something of the store to its answer, encryption included',
    labelNames: ['use', 'result'],
    buckets: BUCKETS,
    registers: [registry]
  })
  let waiting = 0
  registry.registerMetric(new Gauge({
    name: 'evenhand_store_queue_depth',
    help: 'steps that have been handed to the store and are not on disk yet',
    registers: [],
    collect () { this.set(waiting) }
  }))
  return (use) => {
    const began = performance.now()
    if (use === 'commit') waiting += 1
    return (error) => {
      if (use === 'commit') waiting -= 1
      duration.labels(use, resultOf(error)).observe((performance.now() - began) / 1000)
    }
  }
}
