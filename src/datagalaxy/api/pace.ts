import { setTimeout as wait } from 'node:timers/promises';

/** Time, so that a test need not pass it. */
export interface Pace {
  /** Milliseconds from any origin. */
  now(): number;
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

export const REAL_PACE: Pace = {
  now: () => performance.now(),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
  random: Math.random,
};
