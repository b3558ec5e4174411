import t from 'tap'
import fc from 'fast-check'
import { createSecretKey, randomBytes } from 'node:crypto'
import { seal, unseal, Unopened } from '../../src/vault/cipher.ts'
import { BadKeys, MasterKeys, newKeyLine } from '../../src/vault/master-keys.ts'

const key = createSecretKey(randomBytes(32))
const line = (id: string, byte: number): string => `${id}:${Buffer.alloc(32, byte).toString('base64')}`
/** A log has no messages, for they may hold values: the code says which key it is. */
const codeOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return (error as BadKeys).code
  }
}

const told = (work: () => unknown): string => {
  try {
    work()
    return 'nothing'
  } catch (error) {
    if (error instanceof BadKeys) return error.message
    throw error
  }
}

t.test('what was encrypted opens again, whatever it is, and never looks the same twice', async (t) => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ maxLength: 30 }), (text, of) => {
    const [one, two] = [seal(key, text, of), seal(key, text, of)]
    return unseal(key, one, of).toString() === text && one !== two && /^1\.[A-Za-z0-9+/]+=*$/.test(one)
  }), { numRuns: 300 })
  const bytes = randomBytes(32)
  t.ok(unseal(key, seal(key, bytes, ''), '').equals(bytes))
})

t.test('any change of a single bit, another key, another place: nothing opens', async (t) => {
  const isRefused = (other: string, { by = key, of = 'step 1' } = {}): boolean => {
    try {
      unseal(by, other, of)
      return false
    } catch (error) {
      return error instanceof Unopened
    }
  }
  const sealed = seal(key, '张示例', 'step 1')
  const bytes = Buffer.from(sealed.slice(2), 'base64')
  const flipped = (bit: number): string => {
    const other = Buffer.from(bytes)
    other[bit >> 3]! ^= 1 << (bit & 7)
    return `1.${other.toString('base64')}`
  }
  t.notOk(isRefused(sealed))
  t.strictSame(Array.from({ length: bytes.length * 8 }, (_, bit) => bit).filter((bit) => !isRefused(flipped(bit))), [], 'every bit')
  t.strictSame(Array.from({ length: bytes.length }, (_, length) => length).filter((length) => !isRefused(`1.${bytes.subarray(0, length).toString('base64')}`)), [], 'cut off anywhere')
  t.ok(isRefused(sealed, { by: createSecretKey(randomBytes(32)) }))
  t.ok(isRefused(sealed, { of: 'step 2' }))
  for (const none of ['', '1.', `2.${sealed.slice(2)}`, '{"seq":1}', sealed.slice(2)]) t.ok(isRefused(none), none)
})

t.test('keys are lines of an id and 32 bytes, the first the current one', async (t) => {
  const keys = MasterKeys.read([line('k2', 2), line('k1', 1)], 'DATA_KEYS')
  t.equal(keys.current, 'k2')
  t.ok(keys.has('k1') && !keys.has('k3'))
  const made = newKeyLine('2026-11-21')
  t.equal(MasterKeys.read([made], '').current, '2026-11-21')
  t.not(made, newKeyLine('2026-11-21'))
})

t.test('a fault in a key is told by its place, and nothing of a key is', async (t) => {
  const secret = Buffer.alloc(32, 1).toString('base64')
  for (const bad of ['', 'k1', secret, `k1:${secret.slice(4)}`, `k1:${secret}A`, `k 1:${secret}`, `:${secret}`, `k1;${secret}`, `k1:${Buffer.alloc(31).toString('base64')}`, `k1:${Buffer.alloc(33).toString('base64')}`]) {
    const message = told(() => MasterKeys.read([line('k0', 9), bad], 'DATA_KEYS'))
    t.equal(message, 'DATA_KEYS: key 2 is not <id>:<32 bytes in base64>', bad)
  }
  t.equal(told(() => MasterKeys.read([line('k1', 1), line('k1', 2)], 'the file')), 'the file: there are two keys k1')
  t.equal(told(() => MasterKeys.read([], 'the file')), 'the file: there is no key in it')
})

t.test('a key that is missing, or another under its id, is named: never garbage', async (t) => {
  const old = MasterKeys.read([line('k1', 1)], 'DATA_KEYS')
  const wrapped = old.wrap(randomBytes(32), 'data key of record 7')
  t.equal(wrapped.keyId, 'k1')
  t.equal(told(() => MasterKeys.read([line('k2', 2), line('k3', 3)], 'DATA_KEYS').unwrap(wrapped, 'data key of record 7')),
    'the data key of record 7 is encrypted with the key k1, which is not among those of DATA_KEYS (k2, k3)')
  t.match(told(() => MasterKeys.read([line('k1', 2)], 'DATA_KEYS').unwrap(wrapped, 'data key of record 7')), /^the data key of record 7 does not open with the key k1 of DATA_KEYS/)
  t.equal(codeOf(() => MasterKeys.read([line('k2', 2)], '').unwrap(wrapped, 'data key of record 7')), 'DATA_KEYS.k1')
  t.match(told(() => old.unwrap(wrapped, 'data key of record 8')), /^the data key of record 8 does not open/)
})
