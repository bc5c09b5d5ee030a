import type { FindingArgs } from '../catalogue/index.ts';

/** What can be wrong with a snapshot's text. `LAYOUT` faults may only mean that somebody reformatted the JSON. */
export type FaultReason =
  | 'empty'
  | 'truncated'
  | 'conflict-markers'
  | 'lfs-pointer'
  | 'not-json'
  | 'not-utf-8'
  | 'not-a-snapshot'
  | 'newer-version'
  | 'line-too-long'
  | 'text-after-end'
  | 'reformatted-too-large'
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-value'
  | 'out-of-order'
  | 'duplicate-path';

const LAYOUT: ReadonlySet<FaultReason> = new Set(['not-json', 'truncated', 'text-after-end']);

/** A mistake in a snapshot, not yet placed in a file. Never leaves this room: `read.ts` makes it a `UserError`. */
export class Fault extends Error {
  readonly reason: FaultReason;
  readonly args: FindingArgs;

  constructor(reason: FaultReason, args: FindingArgs = {}) {
    super(reason);
    this.reason = reason;
    this.args = args;
  }

  get isLayout(): boolean {
    return LAYOUT.has(this.reason);
  }
}
