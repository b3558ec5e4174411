/** Faults that only an administrator can bring about. Where they cannot be, the test says so, and fails where they are required. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'

/** EVENHAND_FAULTS: mounts and file attributes of an administrator's. EVENHAND_STANDBY: the tools of a PostgreSQL standby. */
export type Needs = 'EVENHAND_FAULTS' | 'EVENHAND_STANDBY'

interface Prepared { readonly directory: string, readonly restore: () => void }

/**
 * A test of such a fault.
 * @param prepare makes the directory that the fault befalls; it throws where that is not allowed here
 */
export function privileged (name: string, prepare: (t: Test) => Prepared, test: (t: Test, directory: string) => Promise<void>): void {
  t.test(name, async (t) => {
    let prepared: Prepared
    try {
      prepared = prepare(t)
    } catch (error) {
      absent(t, 'EVENHAND_FAULTS', `${name}: cannot be brought about here (${(error as Error).message.trim()})`)
      return
    }
    t.teardown(prepared.restore)
    await test(t, prepared.directory)
  })
}

/** Says that something cannot be tested here; a failure where it is required. */
export function absent (t: Test, needs: Needs, why: string): void {
  const told = `${why}; ${needs}=required makes this a failure`
  console.log(told)
  t.not(process.env[needs], 'required', told)
}

/**
 * A disk of its own, of so much.
 * @throws Error where none may be mounted
 */
export function smallDisk (size: string): Prepared {
  const directory = mkdtempSync(join(tmpdir(), 'evenhand-disk-'))
  const remove = () => { rmSync(directory, { recursive: true }) }
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=777`, 'tmpfs', directory], { stdio: 'pipe' })
  } catch (error) {
    remove()
    throw error
  }
  return {
    directory,
    restore () {
      execFileSync('umount', ['--lazy', directory])
      remove()
    }
  }
}

/** How to fill a disk to the last byte, and to make room again. */
export function filling (directory: string): { begin: () => void, end: () => void } {
  const filler = join(directory, 'filler')
  const page = Buffer.alloc(4096)
  return {
    begin () {
      try {
        for (;;) writeFileSync(filler, page, { flag: 'a' })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    end () { rmSync(filler) }
  }
}
