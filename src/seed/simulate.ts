/** Lets all cases go on side by side: whatever comes next comes next, whichever case it is of. */
import type { Unit } from '../store/store.ts'
import type { Casting, Castings } from './casting.ts'
import { PriorRecord, priorOf, priorStory } from './prior.ts'
import { Running, type Story } from './running.ts'
import { story } from './story.ts'
import { SubjectState } from './subject.ts'
import type { World } from './world.ts'

/** A unit with its place in the order of time. `index` is that of the case; `opens` is true of the first unit of a case. */
export interface Happened { readonly at: number, readonly index: number, readonly opens: boolean, readonly unit: Unit }

/** Something that goes on, waiting for its next instant. */
interface Waiting { at: number, readonly index: number, readonly what: Running | PriorRecord, readonly story: Story, readonly ended: () => void }

const before = (a: Waiting, b: Waiting): boolean => a.at < b.at || (a.at === b.at && a.index < b.index)

/** The waiting, the earliest first: a binary heap. */
class Agenda {
  readonly #heap: Waiting[] = []

  get first (): Waiting | undefined {
    return this.#heap[0]
  }

  add (one: Waiting): void {
    const heap = this.#heap
    let place = heap.length
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above] as Waiting
      if (!before(one, parent)) break
      heap[place] = parent
      place = above
    }
    heap[place] = one
  }

  /** Puts the first where it belongs after its instant has changed; takes it away where there is none. */
  settle (gone: boolean): void {
    const heap = this.#heap
    const last = gone ? heap.pop() : heap[0]
    if (last === undefined || heap.length === 0) return
    let place = 0
    for (;;) {
      const left = 2 * place + 1
      const right = left + 1
      const child = right < heap.length && before(heap[right] as Waiting, heap[left] as Waiting) ? right : left
      if (child >= heap.length || !before(heap[child] as Waiting, last)) break
      heap[place] = heap[child] as Waiting
      place = child
    }
    heap[place] = last
  }
}

/**
 * What happens until an instant, in the order of time.
 * @param isMine whether this worker plays the cases of a subject
 */
export function * simulate (world: World, castings: Castings, until: number, isMine: (subject: string) => boolean = () => true): Generator<Happened, void, void> {
  const agenda = new Agenda()
  const subjects = new Map<string, SubjectState>()
  const lasting = new Set<string>()

  function enter (cast: Casting): void {
    const name = cast.subjectName
    const subject = subjects.get(name) ?? new SubjectState()
    subjects.set(name, subject)
    if (cast.again) lasting.add(name)
    else lasting.delete(name)
    const forget = (): void => { if (subject.isIdle && !lasting.has(name)) subjects.delete(name) }
    const running = new Running(world, cast, subject)
    subject.begin(running)
    agenda.add({
      at: cast.opensAt,
      index: cast.index,
      what: running,
      story: story(running),
      ended () {
        subject.end(running)
        forget()
      }
    })
    const found = priorOf(world, cast, subject)
    if (found) agenda.add({ at: found.prior.now, index: cast.index + 0.5, what: found.prior, story: priorStory(found.prior, found.random), ended: forget })
  }

  let next = castings.next()
  for (;;) {
    while (next && (agenda.first === undefined || next.opensAt <= agenda.first.at)) {
      if (isMine(next.subjectName)) enter(next)
      next = castings.next()
    }
    const first = agenda.first
    if (!first || first.at >= until) return
    const { at, index, what } = first
    what.now = at
    const { done, value } = first.story.next()
    const units = world.units
    world.units = []
    for (const unit of units) yield { at, index, opens: what instanceof Running && unit.expected === 0, unit }
    if (done) first.ended()
    else first.at = value as number
    agenda.settle(done === true)
  }
}
