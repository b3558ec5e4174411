/** A store whose every use is seen: by what it was, how long it took, and how it ended. Never with what was asked or found. */
import type { Store } from './store.ts'

export type Use = Exclude<keyof Store, 'close'>
/** Called when something is asked of the store; what it returns is called with how that ended. */
export type Observer = (use: Use) => (error: unknown) => void

export function observed (store: Store, observers: readonly Observer[]): Store {
  const methods = Object.entries(store).filter(([name]) => name !== 'close').map(([name, method]) => [name, async (...given: never[]) => {
    const ends = observers.map((observer) => observer(name as Use))
    const end = (error: unknown) => { for (const one of ends) one(error) }
    try {
      const found = await (method as (...given: never[]) => Promise<unknown>)(...given)
      end(undefined)
      return found
    } catch (error) {
      end(error)
      throw error
    }
  }])
  return { ...Object.fromEntries(methods) as unknown as Store, close: store.close }
}
