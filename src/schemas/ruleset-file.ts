/** The shape of a ruleset file as a document of its own, for editors and for whoever writes a ruleset. */
import { RulesetDocument } from '../rulesets/format.ts'

const { title, ...shape } = RulesetDocument as { title?: string }

export const rulesetFileSchema: object = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:evenhand:ruleset:1',
  title,
  description: 'The law of one jurisdiction in one version, as data. What a schema cannot say (codes that exist, overlaps, gaps) is proved by npm run rulesets:check.',
  ...shape
}
