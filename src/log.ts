/**
 * What may be logged: the members named here, and nothing else. What somebody adds to a line without naming it here does not get into the log, whatever
 * it holds. Of an error its kind, code and the places that it came through; not its message, which may quote what a request held.
 */

interface LoggedError {
  readonly type: string
  readonly code?: string
  readonly stack: readonly string[]
  readonly cause?: LoggedError
}

/** A place in the code, as V8 writes it. */
const FRAME = /^ {4}at (?:[\w$.<>[\]# ]+ \()?(?:async )?(?:(?:file:\/\/|node:|\/)[^\s()]*|<anonymous>|native)(?::\d+)*\)?$/
const CODE = /^[\w.-]{1,60}$/
const NAME = /^[A-Za-z_$][\w$]{0,60}$/
const MOST_FRAMES = 20
const MOST_CAUSES = 5

/** The places alone: the message stands before them, and may look like one. */
function framesOf ({ stack = '', message }: Error): readonly string[] {
  const end = stack.indexOf(message)
  const frames = end < 0 ? stack : stack.slice(end + message.length)
  return frames.split('\n').filter((line) => FRAME.test(line)).slice(0, MOST_FRAMES).map((line) => line.trim())
}

/** What may be logged of an error. */
export function loggedError (error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, stack: [] }
  const { name } = error.constructor
  const code = 'code' in error && typeof error.code === 'string' && CODE.test(error.code) ? error.code : undefined
  return {
    type: NAME.test(name) ? name : 'Error',
    ...code === undefined ? {} : { code },
    stack: framesOf(error),
    ...error.cause === undefined || depth === MOST_CAUSES ? {} : { cause: loggedError(error.cause, depth + 1) }
  }
}

const text = (value: unknown): unknown => typeof value === 'string' ? value : undefined
const number = (value: unknown): unknown => typeof value === 'number' ? value : undefined

/** Every member that a line may have beside the time, the level and the process. */
const MEMBERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  reqId: text,
  trace_id: text,
  method: text,
  /** the pattern of the route, never what was asked */
  route: text,
  status: number,
  ms: number,
  /** a code of the HTTP parser or of the framework */
  why: text,
  signal: text,
  err: (error) => loggedError(error)
}

function named (members: object): Record<string, unknown> {
  const line: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(members)) {
    const written = value === undefined ? undefined : MEMBERS[name]?.(value)
    if (written !== undefined) line[name] = written
  }
  return line
}

interface Parent { child: (members: never, options?: never) => unknown }

/** The same for what all lines of a child have: pino has no option for those. */
export function nameMembersOfChildren (logger: Parent): void {
  const { child } = logger
  // Children inherit it.
  logger.child = function (this: Parent, members, options) {
    return child.call(this, named(members) as never, options)
  }
}

/** Options of the logger (pino), over whatever else it is given. */
export const LOGGING = {
  // What stands in `err` has been written by the time that it would be asked.
  serializers: { err: (error: unknown) => error },
  formatters: {
    log: named
  },
  hooks: {
    /** An error without words of its own would be put into words by its message; further arguments would be put into the words. */
    logMethod (this: unknown, [first, second]: readonly unknown[], write: (...given: unknown[]) => void): void {
      if (typeof first === 'string') write.call(this, first)
      else write.call(this, first instanceof Error ? { err: first } : first, typeof second === 'string' ? second : 'error')
    }
  }
}
