import { UserError } from '../../catalogue/index.ts';
import type { Pace } from './pace.ts';

/** A limit of at least so many requests is the hour's: the other one that is documented is a few a second. */
const HOURLY = 100;
/** After a 429 requests come at half the pace, never slower than this many milliseconds apart. */
const SLOWEST_MS = 10_000;
/** After so many answers without a 429 the pace doubles again, up to the configured one. */
const RECOVERY = 20;

/** Spaces requests evenly and keeps an eye on what is left of the hour. */
export class Throttle {
  private readonly pace: Pace;
  private readonly intervalMs: number;
  private readonly reserve: number;
  private currentMs: number;
  private nextAt = Number.NEGATIVE_INFINITY;
  private calm = 0;
  private most = 0;
  private remaining = Number.POSITIVE_INFINITY;

  constructor(pace: Pace, requestsPerSecond: number, reserve: number) {
    this.pace = pace;
    this.intervalMs = 1_000 / requestsPerSecond;
    this.currentMs = this.intervalMs;
    this.reserve = reserve;
  }

  /** Resolves when the next request may go. Throws `datagalaxy/hourly-limit` when it could be the one that blocks us. */
  async turn(signal: AbortSignal): Promise<void> {
    if (this.most >= HOURLY && this.remaining <= this.reserve) {
      throw new UserError('datagalaxy/hourly-limit', { remaining: this.remaining });
    }
    const now = this.pace.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + this.currentMs;
    if (at > now) await this.pace.sleep(at - now, signal);
  }

  /** Takes note of an answer. */
  observe(status: number, headers: Readonly<Record<string, string | undefined>>): void {
    const limit = count(headers['x-ratelimit-limit']);
    const remaining = count(headers['x-ratelimit-remaining']);
    if (remaining !== undefined) {
      this.most = Math.max(this.most, remaining, limit ?? 0);
      this.remaining = remaining;
    }
    if (status === 429) {
      this.calm = 0;
      this.currentMs = Math.min(Math.max(SLOWEST_MS, this.intervalMs), this.currentMs * 2);
    } else if (++this.calm % RECOVERY === 0) {
      this.currentMs = Math.max(this.intervalMs, this.currentMs / 2);
    }
  }
}

function count(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined;
}
