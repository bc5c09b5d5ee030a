import type { Rule } from '../rule.ts';

export const configPlaintextSecret = {
  id: 'config/plaintext-secret',
  level: 'error',
  purpose: 'A secret stands in the configuration as plain text.',
  why: 'The configuration is committed: everyone who can read the repository, now or later, has the secret.',
  fix: `Revoke the secret, put the new one into an environment variable and write \${env:NAME} instead.`,
} as const satisfies Rule;
