/** The kinds of registers there are. */
import { agencyRegister } from './agency-register.ts'
import { campaignRegister } from './campaign-register.ts'
import type { RegisterDefinition } from './register.ts'

const REGISTERS: readonly RegisterDefinition<never>[] = [agencyRegister as unknown as RegisterDefinition<never>, campaignRegister as unknown as RegisterDefinition<never>]

/** The kind of register that begins with a step of this type. */
export const registerOpenedBy = (type: string): RegisterDefinition<never> | undefined => REGISTERS.find(({ opens }) => opens === type)
