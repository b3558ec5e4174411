/** Which licences the packages may have that the service ships with: those that ask for no more than to be named. */
import type { Component, Licence } from './sbom.ts'

const ALLOWED = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'Python-2.0', 'Unlicense'])

/** Whether an SPDX expression leaves a choice that is allowed. What is not understood is not. */
function allows (expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1')
  if (/[()]/.test(plain)) return false
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one.trim())))
}

export const nameOf = ({ license, expression }: Licence): string => expression ?? license?.id ?? license?.name ?? 'unknown'

/** The licences of a package in words; `none` where it says nothing. */
export const licencesOf = ({ licenses = [] }: Component): string => licenses.length === 0 ? 'none' : licenses.map(nameOf).join(' AND ')

/** Those whose licence is not allowed, or not known. */
export const refused = (components: readonly Component[]): readonly Component[] =>
  components.filter(({ licenses = [] }) => licenses.length === 0 || !licenses.every((licence) => allows(nameOf(licence))))
