/** Numbers of people and agencies as they are compared. */

/** An identity number or a credit code has 18 characters, whose letters may be written small. */
const CODE = /^[0-9A-Za-z]{18}$/

/** Two references that mean the same are the same text. */
export const normalReference = (ref: string): string => CODE.test(ref) ? ref.toUpperCase() : ref
