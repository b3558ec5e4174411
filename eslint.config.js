import neostandard, { resolveIgnoresFromGitignore } from 'neostandard'

export default [
  ...neostandard({ ts: true, ignores: resolveIgnoresFromGitignore() }),
  {
    // A TypeBox schema and the type derived from it share one name.
    files: ['**/*.ts'],
    rules: { '@typescript-eslint/no-redeclare': 'off' }
  },
  {
    // The domain is pure: no clock, no environment, no I/O, nothing outside itself (ARCHITECTURE.md).
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'process', 'console', 'fetch', 'setTimeout', 'setInterval', 'performance', 'Buffer', 'crypto'],
      'no-restricted-imports': ['error', { patterns: [{ regex: '^(?!\\./)(?!\\.\\./[a-z-]+\\.ts$)', message: 'the domain imports nothing outside itself' }] }],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'the domain is deterministic' }]
    }
  }
]
