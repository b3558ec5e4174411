/** Who is on an agency's file on a day. */
import type { Day } from '../day.ts'
import { normalReference } from '../reference.ts'
import type { AgencyFile, StaffMember } from './agency.ts'

/**
 * Those on file in a role on a day.
 * @param ref only the one with this number
 */
export const staffOn = ({ staff }: Pick<AgencyFile, 'staff'>, role: string, day: Day, ref?: string): readonly StaffMember[] =>
  staff.filter((one) => one.role === role && one.from <= day && (one.until === null || one.until >= day) && (ref === undefined || normalReference(one.ref) === normalReference(ref)))
