/** Where the next page of a list is: in the header Link, as in the answer. */
interface Outgoing { header: (name: string, value: string) => unknown }

const parameters = (query: object): string => new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString()

/** The page as it goes out. */
export function paged<P extends { readonly next: string | null }> (reply: Outgoing, path: string, query: object, page: P): Omit<P, 'next'> & { next?: string } {
  const { next, ...rest } = page
  if (next === null) return rest
  reply.header('link', `<${path}?${parameters({ ...query, cursor: next })}>; rel="next"`)
  return { ...rest, next }
}
