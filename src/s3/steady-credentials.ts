import { CredentialProblem } from './credential-problem.ts';
import type { AwsCredentials, CredentialSource } from './credentials.ts';

/** The SDK asks for new credentials from so long before the end of the old ones. */
const RENEWAL_WINDOW_MS = 5 * 60_000;
/** Within that window, how often the source is asked. */
const RENEWAL_PAUSE_MS = 20_000;
/** Credentials with less than this left are not signed with any more. */
const MARGIN_MS = 15_000;

/**
 * A source for runs that outlast a session: within the last five minutes it asks for new credentials, at most three times a
 * minute, and goes on with the old ones while they are good when that fails. `now`: milliseconds since the epoch.
 */
export function steady(source: CredentialSource, now = Date.now): CredentialSource {
  let last: AwsCredentials | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  return async () => {
    const left = last === undefined ? 0 : (last.expiration?.getTime() ?? 0) - now();
    const good = last !== undefined && left > MARGIN_MS;
    if (good && (left > RENEWAL_WINDOW_MS || now() - asked < RENEWAL_PAUSE_MS)) {
      return last as AwsCredentials;
    }
    asked = now();
    try {
      last = await source();
      return last;
    } catch (error) {
      if (good) return last as AwsCredentials;
      throw error;
    }
  };
}

/** The source, given up after `ms`: for providers that may wait for ever. Throws `CredentialProblem` `timeout`. */
export function timed(source: CredentialSource, ms: number): CredentialSource {
  return () =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new CredentialProblem('timeout')), ms);
      source()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
}
