/** Whoever a case is about, the ruleset or a fallback says by which steps it is decided. */
import { stepsFor } from '../../domain/procedure.ts'
import { distinct, since, type Law } from './input.ts'

export const procedures: Law = ({ book: { vocabulary }, views }) => distinct(views.flatMap((view) =>
  Object.keys(vocabulary.subjectTypes).filter((subject) => stepsFor(view.chain, subject).length === 0).map((subject) =>
    view.compiled.source.fault('/procedures', `neither this ruleset nor its fallbacks have a procedure for ${subject}${since(view)}`))))
