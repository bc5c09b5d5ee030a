/** Why there are no credentials. A fixed word: it goes into the facts of an error. */
export type CredentialReason =
  | 'bad-answer'
  | 'bad-role-arn'
  | 'bad-token'
  | 'bad-url'
  | 'no-role'
  | 'not-configured'
  | 'refused'
  | 'timeout'
  | 'token-file-empty'
  | 'token-file-missing'
  | 'token-file-too-large'
  | 'token-file-unreadable'
  | 'unreachable';

/** What one of our own providers could not do; becomes `s3/no-credentials`. Holds nothing but the reason. */
export class CredentialProblem extends Error {
  readonly reason: CredentialReason;

  constructor(reason: CredentialReason) {
    super(reason);
    this.name = 'CredentialProblem';
    this.reason = reason;
  }
}
