/** The double-random draw: recomputable by hand, the same for everybody, fair by weight, and recusals respected. */
import t from 'tap'
import fc from 'fast-check'
import { draw, fitsCommitment, type Selected } from '../../../src/domain/inspection/draw.ts'
import { frameDigest, isRecused, sortedFrame, withTooFewInspectors, type Frame, type FrameAgency, type Inspector } from '../../../src/domain/inspection/frame.ts'
import { hashing } from '../../../src/records/hashing.ts'

const agency = (ref: string, over: Partial<FrameAgency> = {}): FrameAgency => ({ ref, refKind: 'other', name: `机构${ref}`, weight: 1, unit: null, agencyKind: null, jurisdiction: '450100', ...over })
const inspector = (id: string, over: Partial<Inspector> = {}): Inspector => ({ id, name: null, unit: null, recused: [], ...over })

function selected (frame: Frame, seed: string): readonly Selected[] {
  const drawn = draw(frame, seed, hashing)
  if (!('selection' in drawn)) throw new Error(`too few inspectors for ${drawn.tooFew.ref}`)
  return drawn.selection
}

/** Worked by hand with sha256sum, as docs/inspections.md shows it. */
const BY_HAND: Frame = {
  agencies: [agency('A-1', { name: '甲校' }), agency('A-2', { name: '乙厂', unit: '乙集团', weight: 2 }), agency('A-3', { name: '丙中心' })],
  inspectors: [inspector('chen', { recused: [{ ref: 'A-1', reasons: '配偶任职' }] }), inspector('lu', { unit: '乙集团' }), inspector('nong'), inspector('wei')],
  draw: { agencies: 2, inspectors: 2 }
}
const SEED = '05 12 17 22 28 31 09'

t.test('the draw is the one that sha256sum gives by hand', async (t) => {
  t.equal(frameDigest(BY_HAND, hashing), 'sha256:2b0b6b9c2c038776ed18472665abf34db0c442e1c98918e4035f99da882dabb4')
  t.strictSame(selected(BY_HAND, SEED), [
    { ref: 'A-1', number: '3e5d22d889dcd8102ab095a18cb2208c58a8f75b14783a6b9b6963ff19e7494c', inspectors: ['wei', 'nong'], reserves: ['lu'] },
    { ref: 'A-2', number: '4453f2cf1d2c8517c7027ff99e0bd8c9ea1f60fd1ccba64405e9fffdb1d1979b', inspectors: ['chen', 'nong'], reserves: ['wei'] }
  ])
})

t.test('another seed draws otherwise, and so does another frame with the same seed', async (t) => {
  t.not(JSON.stringify(selected(BY_HAND, `${SEED}0`)), JSON.stringify(selected(BY_HAND, SEED)))
  const renamed = { ...BY_HAND, agencies: BY_HAND.agencies.map((one) => one.ref === 'A-3' ? { ...one, name: '丙' } : one) }
  t.not(JSON.stringify(selected(renamed, SEED)), JSON.stringify(selected(BY_HAND, SEED)))
})

const refs = fc.uniqueArray(fc.stringMatching(/^[A-Z]-[0-9]{1,3}$/), { minLength: 1, maxLength: 20 })
const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,6}$/), { minLength: 2, maxLength: 12 })
const unit = fc.constantFrom(null, '甲集团', '乙中心')

/** Any frame, with enough inspectors for everybody or not. */
const frames: fc.Arbitrary<Frame> = fc.tuple(refs, ids).chain(([agencies, inspectors]) => fc.record({
  agencies: fc.tuple(...agencies.map((ref) => fc.record({ weight: fc.integer({ min: 1, max: 10 }), unit }).map((over) => agency(ref, over)))),
  inspectors: fc.tuple(...inspectors.map((id) => fc.record({ unit, recused: fc.subarray(agencies, { maxLength: Math.min(3, agencies.length) }) }).map(({ unit, recused }) => inspector(id, { unit, recused: recused.map((ref) => ({ ref, reasons: '亲属' })) })))),
  draw: fc.record({ agencies: fc.integer({ min: 0, max: 25 }), inspectors: fc.integer({ min: 2, max: 3 }) })
}))
const seeds = fc.string({ minLength: 1, maxLength: 30 })
const enough = frames.filter((frame) => withTooFewInspectors(frame) === null)

t.test('the same seed draws the same, in whatever order the frame is given', async (t) => {
  fc.assert(fc.property(enough.chain((frame) => fc.tuple(
    fc.constant(frame),
    fc.shuffledSubarray([...frame.agencies], { minLength: frame.agencies.length }),
    fc.shuffledSubarray([...frame.inspectors], { minLength: frame.inspectors.length })
  )), seeds, ([frame, agencies, inspectors], seed) => {
    const shuffled = { ...frame, agencies, inspectors }
    return frameDigest(shuffled, hashing) === frameDigest(frame, hashing) && JSON.stringify(selected(shuffled, seed)) === JSON.stringify(selected(frame, seed))
  }))
  t.pass()
})

t.test('as many are drawn as there have to be, or all, and none twice, each with as many inspectors as there have to be, none of them recused', async (t) => {
  fc.assert(fc.property(enough, seeds, (frame, seed) => {
    const selection = selected(frame, seed)
    const drawn = selection.map(({ ref }) => ref)
    t.equal(new Set(drawn).size, Math.min(frame.draw.agencies, frame.agencies.length))
    t.equal(drawn.length, new Set(drawn).size)
    for (const { ref, inspectors, reserves } of selection) {
      const about = frame.agencies.find((one) => one.ref === ref) as FrameAgency
      t.equal(inspectors.length, frame.draw.inspectors)
      t.equal(new Set([...inspectors, ...reserves]).size, inspectors.length + reserves.length)
      for (const id of [...inspectors, ...reserves]) t.notOk(isRecused(frame.inspectors.find((one) => one.id === id) as Inspector, about), `${id} for ${ref}`)
    }
  }), { numRuns: 60 })
})

t.test('a frame in which everybody has inspectors enough can be drawn with any seed, and one in which an agency drawn has not, with none', async (t) => {
  fc.assert(fc.property(frames, seeds, (frame, seed) => {
    const all = { ...frame, draw: { ...frame.draw, agencies: frame.agencies.length } }
    const short = withTooFewInspectors(all)
    const drawn = draw(all, seed, hashing)
    return short === null ? 'selection' in drawn : 'tooFew' in drawn && drawn.left < all.draw.inspectors
  }))
  t.pass()
})

t.test('whatever is changed in the frame, its digest is another', async (t) => {
  const digest = frameDigest(BY_HAND, hashing)
  const change = (over: Partial<Frame>): string => frameDigest({ ...BY_HAND, ...over }, hashing)
  const first = (over: Partial<FrameAgency>) => change({ agencies: BY_HAND.agencies.map((one, index) => index === 0 ? { ...one, ...over } : one) })
  const chen = (over: Partial<Inspector>) => change({ inspectors: BY_HAND.inspectors.map((one, index) => index === 0 ? { ...one, ...over } : one) })
  const others = [
    first({ ref: 'A-0' }), first({ name: '甲' }), first({ weight: 2 }), first({ unit: '甲' }), first({ refKind: 'uscc' }), first({ agencyKind: 'school' }), first({ jurisdiction: '450103' }),
    chen({ id: 'chen2' }), chen({ name: '陈' }), chen({ unit: '甲' }), chen({ recused: [] }), chen({ recused: [{ ref: 'A-2', reasons: '配偶任职' }] }), chen({ recused: [{ ref: 'A-1', reasons: '其他' }] }),
    change({ agencies: BY_HAND.agencies.slice(1) }), change({ inspectors: BY_HAND.inspectors.slice(1) }),
    change({ draw: { agencies: 3, inspectors: 2 } }), change({ draw: { agencies: 2, inspectors: 3 } })
  ]
  t.equal(new Set([digest, ...others]).size, others.length + 1)
  t.equal(change({ agencies: [...BY_HAND.agencies].reverse() }), digest, 'but not by the order in which it is given')
})

t.test('an agency of weight 3 is drawn first about three times as often as one of weight 1', async (t) => {
  const DRAWS = 4000
  const frame: Frame = { agencies: [agency('A', { weight: 3 }), agency('B'), agency('C', { weight: 2 })], inspectors: [inspector('wei'), inspector('lu')], draw: { agencies: 1, inspectors: 2 } }
  const drawn = Map.groupBy(Array.from({ length: DRAWS }, (_, index) => selected(frame, `seed ${index}`)[0]?.ref), (ref) => ref)
  const share = (ref: string): number => (drawn.get(ref)?.length ?? 0) / DRAWS
  // Five standard deviations of such a share are less than 0.04; the seeds are always the same.
  for (const [ref, expected] of [['A', 3 / 6], ['B', 1 / 6], ['C', 2 / 6]] as const) t.ok(Math.abs(share(ref) - expected) < 0.04, `${ref}: ${share(ref)}`)
  t.ok(share('A') / share('B') > 2.5 && share('A') / share('B') < 3.5)
})

t.test('inspectors are drawn evenly, and anew for each agency', async (t) => {
  const DRAWS = 2000
  const frame: Frame = { agencies: [agency('A'), agency('B')], inspectors: ['wei', 'lu', 'nong', 'chen'].map((id) => inspector(id)), draw: { agencies: 2, inspectors: 2 } }
  const all = Array.from({ length: DRAWS }, (_, index) => selected(frame, `seed ${index}`))
  for (const ref of ['A', 'B']) {
    const inspecting = all.flatMap((selection) => selection.find((one) => one.ref === ref)?.inspectors ?? [])
    for (const id of ['wei', 'lu', 'nong', 'chen']) t.ok(Math.abs(inspecting.filter((one) => one === id).length / DRAWS - 0.5) < 0.06, `${id} for ${ref}`)
  }
  t.ok(all.some(([one, other]) => one?.inspectors.join() !== other?.inspectors.join()))
})

t.test('somebody is recused who is named for the agency, of the same unit, or of the agency itself, and nobody else', async (t) => {
  const about = agency('A-2', { name: '乙厂', unit: '乙集团' })
  const cases: [string, Partial<Inspector>, boolean][] = [
    ['named for it', { recused: [{ ref: 'A-2', reasons: '亲属' }] }, true],
    ['named for another', { recused: [{ ref: 'A-1', reasons: '亲属' }] }, false],
    ['of the same unit', { unit: '乙集团' }, true],
    ['of another unit', { unit: '乙集团公司' }, false],
    ['of the agency itself', { unit: '乙厂' }, true],
    ['of no unit that is known', {}, false]
  ]
  for (const [name, over, expected] of cases) t.equal(isRecused(inspector('wei', over), about), expected, name)
  t.equal(isRecused(inspector('wei'), agency('A-1')), false, 'two of whom no unit is known are not of the same')
})

t.test('one inspector too few is noticed before the draw, and one more is enough', async (t) => {
  const few: Frame = { ...BY_HAND, inspectors: BY_HAND.inspectors.slice(0, 2), draw: { agencies: 3, inspectors: 2 } }
  t.match(withTooFewInspectors(few), { agency: { ref: 'A-1' }, left: 1 })
  t.match(draw(few, SEED, hashing), { left: 1 })
  t.equal(withTooFewInspectors({ ...few, inspectors: BY_HAND.inspectors }), null)
  t.equal(withTooFewInspectors({ ...BY_HAND, inspectors: BY_HAND.inspectors.slice(0, 3) }), null)
})

t.test('a seed that was committed to beforehand has to be that one', async (t) => {
  // printf %s '05 12 17 22 28 31 09' | sha256sum
  const commitment = hashing.hex(SEED)
  t.ok(fitsCommitment(commitment, SEED, hashing))
  t.ok(fitsCommitment(commitment.toUpperCase(), SEED, hashing), 'in whatever case it was written')
  t.notOk(fitsCommitment(commitment, `${SEED} `, hashing))
  t.ok(fitsCommitment(null, 'anything', hashing), 'where nobody committed to one, any seed will do')
})

t.test('what is public is in one order: by the UTF-16 units of numbers and ids', async (t) => {
  const frame = sortedFrame({ ...BY_HAND, agencies: [agency('b'), agency('A'), agency('乙'), agency('a'), agency('B')] })
  t.strictSame(frame.agencies.map(({ ref }) => ref), ['A', 'B', 'a', 'b', '乙'])
})
