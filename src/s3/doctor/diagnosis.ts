import type { FindingArgs, UserError } from '../../catalogue/index.ts';
import type { PolicyStatement } from '../policy/policy-document.ts';

/** What is looked at, in the order in which a request meets it. */
export const CHECKS = [
  'config',
  'credentials',
  'identity',
  'expiry',
  'endpoint',
  'tls',
  'clock',
  'region',
  'list',
  'get',
  'kms',
  'requester-pays',
  'latency',
] as const;
export type CheckId = (typeof CHECKS)[number];

/** One line of a checklist: facts only. */
export interface Check {
  readonly id: CheckId;
  /** `note`: works, and is worth a look. `skipped`: could not be looked at, or there is nothing to look at. */
  readonly state: 'ok' | 'note' | 'failed' | 'skipped';
  readonly args: FindingArgs;
  /** Of a failed check: what went wrong. */
  readonly error?: UserError;
  /** Of a failed check: the right that is missing. */
  readonly statement?: PolicyStatement;
}

/** The checklist of one bucket; every check of `CHECKS` once, in that order. */
export interface Diagnosis {
  readonly bucket: string;
  readonly prefix: string;
  /** What a run needs of the bucket can be listed and read. */
  readonly readable: boolean;
  readonly checks: readonly Check[];
}
