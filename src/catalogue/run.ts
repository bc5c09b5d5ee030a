import type { UnreadReason } from './entry.ts';

/** What an extraction cost and saw: the `run` of the JSON report (SPEC 8). */
export interface RunStats {
  readonly objectsListed: number;
  readonly bytesListed: number;
  readonly listRequests: number;
  readonly getRequests: number;
  readonly bytesRead: number;
  readonly files: number;
  readonly ignoredKeys: number;
  readonly unread: readonly {
    readonly bucket: string;
    readonly path: string;
    readonly reason: UnreadReason;
  }[];
  readonly seconds: number;
}
