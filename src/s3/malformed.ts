/** Why an answer cannot be believed. A fixed word: it goes into the facts of an error. */
export type MalformedReason =
  | 'not-a-listing'
  | 'not-xml'
  | 'cut'
  | 'too-large'
  | 'bad-value'
  | 'bad-encoding'
  | 'key-count'
  | 'too-many-keys'
  | 'no-token'
  | 'outside-prefix'
  | 'wrong-range'
  | 'range-ignored';

/**
 * A 2xx answer that is not what was asked for. `$retryable` makes the SDK's retry strategy try again: a proxy in the way
 * and a connection cut half way both end here, and both can pass.
 */
export class MalformedAnswer extends Error {
  readonly reason: MalformedReason;
  readonly $retryable = { throttling: false };

  constructor(reason: MalformedReason) {
    super(reason);
    this.name = 'MalformedAnswer';
    this.reason = reason;
  }
}
