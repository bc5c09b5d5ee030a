import type { FindingArgs, Location } from './finding.ts';

/** usage: exit 2, fix it here. source: exit 3, the source failed. state: exit 4, the repository's state is wrong. */
export type ErrorFamily = 'usage' | 'source' | 'state';

/**
 * Everything a user can be told that stops a run. Each id has its sentence and next step in `report/words/errors.ts`;
 * an id without words does not compile. An error that is not a `UserError` is a bug of ours (exit 70).
 */
export const USER_ERRORS = {
  // flags and files
  'usage/flag': 'usage',
  'usage/file-not-found': 'usage',
  'usage/file-unreadable': 'usage',
  'usage/file-exists': 'usage',
  'usage/write-failed': 'usage',
  'usage/unknown-bucket': 'usage',
  'usage/git': 'usage',
  // configuration
  'config/not-found': 'usage',
  'config/unreadable': 'usage',
  'config/too-large': 'usage',
  'config/invalid': 'usage',
  'config/masks-too-large': 'usage',
  // snapshots
  'snapshot/malformed': 'usage',
  'snapshot/newer-version': 'usage',
  'snapshot/missing': 'state',
  'snapshot/stale': 'state',
  // the source
  's3/no-such-bucket': 'source',
  's3/access-denied-list': 'source',
  's3/access-denied-read': 'source',
  's3/kms-denied': 'source',
  's3/archived': 'source',
  's3/wrong-region': 'source',
  's3/bad-signature': 'source',
  's3/unknown-key-id': 'source',
  's3/expired-token': 'source',
  's3/invalid-token': 'source',
  's3/clock-skew': 'source',
  's3/no-credentials': 'source',
  's3/assume-role-denied': 'source',
  's3/unreachable': 'source',
  's3/untrusted-certificate': 'source',
  's3/plain-http': 'source',
  's3/redirected': 'source',
  's3/unusable-endpoint': 'usage',
  's3/unusable-proxy': 'usage',
  's3/throttled': 'source',
  's3/timeout': 'source',
  's3/incomplete-listing': 'source',
  's3/malformed-answer': 'source',
  's3/no-such-key': 'source',
  's3/changed': 'source',
  's3/server-error': 'source',
  's3/unexpected': 'source',
  // the import into DataGalaxy
  'datagalaxy/not-configured': 'usage',
  'datagalaxy/insecure-url': 'usage',
  'datagalaxy/unknown-fact': 'usage',
  'datagalaxy/bad-move': 'usage',
  'datagalaxy/version-needed': 'usage',
  'datagalaxy/confirm-needed': 'usage',
  'datagalaxy/confirm-mismatch': 'usage',
  'datagalaxy/too-many-orphans': 'usage',
  'datagalaxy/incomplete-snapshot': 'usage',
  'datagalaxy/already-running': 'usage',
  'datagalaxy/snapshot-changed': 'usage',
  'datagalaxy/bad-token': 'source',
  'datagalaxy/forbidden': 'source',
  'datagalaxy/no-workspace': 'source',
  'datagalaxy/unknown-workspace': 'source',
  'datagalaxy/unknown-version': 'source',
  'datagalaxy/type-refused': 'source',
  'datagalaxy/refused': 'source',
  'datagalaxy/too-large': 'source',
  'datagalaxy/throttled': 'source',
  'datagalaxy/hourly-limit': 'source',
  'datagalaxy/list-changed': 'source',
  'datagalaxy/server-error': 'source',
  'datagalaxy/malformed-answer': 'source',
  'datagalaxy/wrong-url': 'source',
  'datagalaxy/unreachable': 'source',
  'datagalaxy/untrusted-certificate': 'source',
  'datagalaxy/timeout': 'source',
  'datagalaxy/interrupted': 'source',
  'run/interrupted': 'source',
  'run/too-many-files': 'usage',
} as const satisfies Record<string, ErrorFamily>;
export type UserErrorId = keyof typeof USER_ERRORS;

/** An error that the user can act on: facts only, the sentence is made in `report/`. Never holds a secret. */
export class UserError extends Error {
  readonly id: UserErrorId;
  readonly args: FindingArgs;
  readonly location: Location | undefined;

  constructor(
    id: UserErrorId,
    args: FindingArgs = {},
    options: { readonly location?: Location; readonly cause?: unknown } = {},
  ) {
    super(id, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.id = id;
    this.args = args;
    this.location = options.location;
  }

  get family(): ErrorFamily {
    return USER_ERRORS[this.id];
  }
}
