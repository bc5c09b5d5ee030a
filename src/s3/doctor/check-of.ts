import type { UserError, UserErrorId } from '../../catalogue/index.ts';
import type { CheckId } from './diagnosis.ts';

const CHECK_OF: Partial<Record<UserErrorId, CheckId>> = {
  'usage/file-not-found': 'tls',
  'usage/file-unreadable': 'tls',
  's3/no-credentials': 'credentials',
  's3/assume-role-denied': 'credentials',
  's3/bad-signature': 'credentials',
  's3/unknown-key-id': 'credentials',
  's3/invalid-token': 'credentials',
  's3/expired-token': 'expiry',
  's3/clock-skew': 'clock',
  's3/unreachable': 'endpoint',
  's3/timeout': 'endpoint',
  's3/redirected': 'endpoint',
  's3/malformed-answer': 'endpoint',
  's3/plain-http': 'endpoint',
  's3/unusable-endpoint': 'endpoint',
  's3/unusable-proxy': 'endpoint',
  's3/untrusted-certificate': 'tls',
  's3/wrong-region': 'region',
  's3/kms-denied': 'kms',
};

/** The line that an error of a request belongs to; `doing` where it is about the request itself. */
export function checkOf({ id, args }: UserError, doing: 'list' | 'get'): CheckId {
  // Whatever goes wrong between here and STS, it is the credentials that are not to be had.
  if (args['service'] === 'sts') return 'credentials';
  return CHECK_OF[id] ?? doing;
}
