/** Checks a step by the type that it names: a union would tell the faults of all its alternatives. */
import type { ValidateFunction } from 'ajv'
import type { App } from '../app-types.ts'

/**
 * @param types all that a step may name
 * @param shapeName the named shape of a type
 */
export function typedStep<T extends string> ({ validation }: App, types: readonly T[], shapeName: (type: T) => string): ValidateFunction {
  const envelope = { type: 'object', required: ['type'], properties: { type: { type: 'string', enum: types } } }
  const typed = validation.compile(envelope, 'body')
  const byType = new Map<unknown, ValidateFunction>(types.map((type) => [type, validation.shape(shapeName(type))]))
  const validator = ((step: unknown): boolean => {
    const named = typed(step) ? byType.get((step as { type: unknown }).type) : undefined
    const isValid = named?.(step) ?? false
    validator.errors = (named ?? typed).errors ?? null
    return isValid as boolean
  }) as ValidateFunction
  return validator
}
