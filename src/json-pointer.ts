/** JSON pointers (RFC 6901). */

/** A name as one segment of a pointer. */
export const segment = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** The names that a pointer goes through. */
export const segments = (pointer: string): string[] => pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
