/** The bounds of DataGalaxy's API and of our patience with it. All can be set, so that tests reach them with a few objects. */
export interface ApiLimits {
  /** Most results a page may be asked for. Documented: 5,000. */
  readonly pageSize: number;
  /** Most objects of one import request, ancestors included. Documented: 250,000. */
  readonly maxObjects: number;
  /** Most bytes of one import request. Documented: 100 MB; a little less, since a gateway may count the headers. */
  readonly maxBytes: number;
  /** Most ids of one delete request. Not documented. */
  readonly maxDeletes: number;
  /** Most bytes of one answer: 5,000 objects with long descriptions are some 50 MB. */
  readonly maxAnswerBytes: number;
  /** Attempts at one request, the first included. */
  readonly maxAttempts: number;
  /** The first pause after a failure; each next is twice as long, up to `maxPauseMs`. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
  /** A connection without a byte for so long is given up; an import may think for `writeTimeoutMs`. */
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** Requests of the hour that are left to other programs: with so few remaining, a run stops before DataGalaxy blocks it. */
  readonly reserve: number;
}

export const DEFAULT_API_LIMITS: ApiLimits = {
  pageSize: 5_000,
  maxObjects: 250_000,
  maxBytes: 98_000_000,
  maxDeletes: 5_000,
  maxAnswerBytes: 256 << 20,
  maxAttempts: 8,
  pauseMs: 1_000,
  maxPauseMs: 60_000,
  readTimeoutMs: 120_000,
  writeTimeoutMs: 900_000,
  reserve: 20,
};
