/** Lists that are read one after the other until a page is full. */
import { regionPrefix } from '../domain/book.ts'
import type { Filter } from '../store/store.ts'

/** A place as a filter; the whole country, or none, is no restriction. */
export function regionIn (jurisdiction: string | undefined): Pick<Filter, 'region'> {
  const region = jurisdiction === undefined ? '' : regionPrefix(jurisdiction)
  return region === '' ? {} : { region }
}

/**
 * The first of them that come to something, up to `limit`; and, where there may be more, the id after which the next page begins.
 * @param most so many are looked at for one page, whatever is found among them
 */
export async function pageOf<One, Item> (all: AsyncIterable<One>, { limit, most = Infinity }: { readonly limit: number, readonly most?: number }, idOf: (one: One) => string, itemOf: (one: One) => Promise<Item | null> | Item | null): Promise<{ items: Item[], next: string | null }> {
  const items: Item[] = []
  let read = 0
  let last: string | null = null
  for await (const one of all) {
    if (items.length === limit || read === most) return { items, next: last }
    read++
    last = idOf(one)
    const item = await itemOf(one)
    if (item !== null) items.push(item)
  }
  return { items, next: null }
}
