import { UserError } from '../../catalogue/index.ts';
import { connectionFailure, type Failure, refusal } from './failure.ts';
import type { ApiLimits } from './limits.ts';
import type { Pace } from './pace.ts';
import { Throttle } from './throttle.ts';
import type { Answer, Body, Exchange, Transport } from './transport.ts';

export interface ApiOptions {
  /** With the API's version: `https://acme.api.datagalaxy.com/v2`. */
  readonly url: URL;
  readonly token: string;
  readonly transport: Transport;
  readonly limits: ApiLimits;
  readonly pace: Pace;
  readonly requestsPerSecond: number;
  readonly signal: AbortSignal;
}

export interface Call {
  readonly method: Exchange['method'];
  /** Below the base URL, without a slash before it. */
  readonly path: string;
  readonly query?: URLSearchParams;
  readonly body?: Body;
  /** Asked after each failure, with the attempts so far: false gives up at once, for the caller to do otherwise. */
  readonly goOn?: (failure: Failure, attempts: number) => boolean;
}

/** A failed call as the caller may want to look at it before it becomes an error of the user's. */
export class CallFailed extends Error {
  readonly failure: Failure;
  readonly attempts: number;
  /** An earlier attempt, or this one, may have been carried out. */
  readonly unsure: boolean;

  constructor(failure: Failure, attempts: number, unsure: boolean) {
    super(failure.id);
    this.failure = failure;
    this.attempts = attempts;
    this.unsure = unsure;
  }

  toUserError(): UserError {
    return new UserError(this.failure.id, { ...this.failure.args, attempts: this.attempts });
  }
}

/**
 * DataGalaxy's API: every request throttled, authorised, and tried again where that is safe. It is for all calls that are
 * made through it: reading, upserting by name, renaming by id and deleting by id have the same effect twice as once.
 */
export class Api {
  readonly limits: ApiLimits;
  readonly signal: AbortSignal;
  /** Requests sent, repeated ones included. */
  requests = 0;
  private readonly options: ApiOptions;
  private readonly throttle: Throttle;
  private readonly base: string;

  constructor(options: ApiOptions) {
    this.options = options;
    this.limits = options.limits;
    this.signal = options.signal;
    this.throttle = new Throttle(options.pace, options.requestsPerSecond, options.limits.reserve);
    this.base = options.url.href.replace(/\/*$/, '');
  }

  get host(): string {
    return this.options.url.host;
  }

  /** The parsed body of a 2xx answer. Throws `CallFailed`, or a `UserError` for what no second attempt mends. */
  async call(call: Call): Promise<unknown> {
    const { limits, pace } = this.options;
    let unsure = false;
    for (let attempts = 1; ; attempts++) {
      await this.turn();
      const failure = await this.attempt(call);
      if (!('id' in failure)) return failure.value;
      unsure ||= failure.unsure;
      const last = !failure.again || attempts >= limits.maxAttempts;
      if (last || call.goOn?.(failure, attempts) === false) {
        throw new CallFailed(failure, attempts, unsure);
      }
      const doubled = Math.min(limits.maxPauseMs, limits.pauseMs * 2 ** (attempts - 1));
      // Half of it by chance, so that two runs that met do not meet again.
      const pause = doubled / 2 + (doubled / 2) * pace.random();
      await this.sleep(Math.min(limits.maxPauseMs, Math.max(failure.waitMs ?? 0, pause)));
    }
  }

  get(path: string, query?: URLSearchParams): Promise<unknown> {
    return this.told({ method: 'GET', path, ...(query && { query }) });
  }

  /** The same, with every failure as the user's error. */
  async told(call: Call): Promise<unknown> {
    try {
      return await this.call(call);
    } catch (error) {
      throw error instanceof CallFailed ? error.toUserError() : error;
    }
  }

  private async attempt(call: Call): Promise<Failure | { readonly value: unknown }> {
    const { token, transport, limits } = this.options;
    this.requests += 1;
    const query = call.query === undefined ? '' : `?${call.query}`;
    let answer: Answer;
    try {
      answer = await transport.send(
        {
          method: call.method,
          url: new URL(`${this.base}/${call.path}${query}`),
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            ...(call.body && { 'content-type': 'application/json' }),
          },
          ...(call.body && { body: call.body }),
          timeoutMs: call.method === 'GET' ? limits.readTimeoutMs : limits.writeTimeoutMs,
          maxAnswerBytes: limits.maxAnswerBytes,
        },
        this.signal,
      );
    } catch (error) {
      if (this.signal.aborted) throw new UserError('datagalaxy/interrupted');
      return connectionFailure(error, this.host);
    }
    this.throttle.observe(answer.status, answer.headers);
    if (answer.status < 200 || answer.status >= 300) return refusal(answer, this.host, token);
    if (answer.status === 204 || answer.text === '') return { value: undefined };
    try {
      return { value: JSON.parse(answer.text) };
    } catch {
      // A login page, or a body that a proxy cut.
      const args = { host: this.host, reason: 'not-json', status: answer.status };
      return { id: 'datagalaxy/malformed-answer', args, again: true, unsure: true };
    }
  }

  private async turn(): Promise<void> {
    try {
      await this.throttle.turn(this.signal);
    } catch (error) {
      throw this.signal.aborted ? new UserError('datagalaxy/interrupted') : error;
    }
    if (this.signal.aborted) throw new UserError('datagalaxy/interrupted');
  }

  private async sleep(ms: number): Promise<void> {
    await this.options.pace.sleep(ms, this.signal).catch(() => {
      throw new UserError('datagalaxy/interrupted');
    });
  }
}

/** A body of one JSON text. */
export function jsonBody(value: unknown): Body {
  const bytes = Buffer.from(JSON.stringify(value));
  return { length: bytes.length, chunks: () => [bytes] };
}
