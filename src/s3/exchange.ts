import { Readable } from 'node:stream';
import { collect } from './collect.ts';

/** The answer as it comes from the wire, before the SDK has read its body. */
export interface WireAnswer {
  statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** What the last attempt was answered, for the words of an error. */
export interface Trace {
  attempts: number;
  status: number | undefined;
  headers: Readonly<Record<string, string>>;
  /** The first bytes of an error's body. Never shown: a server may echo the request in it. */
  errorBody: string;
  /** From the sending of the last attempt to the first byte of its answer, in milliseconds. */
  milliseconds: number;
}

export const newTrace = (): Trace => ({
  attempts: 0,
  status: undefined,
  headers: {},
  errorBody: '',
  milliseconds: 0,
});

/** An `<Error>` is a few hundred bytes; what is longer is no error of S3's. */
const MAX_ERROR_BODY = 65_536;

export interface ExchangeOptions {
  readonly trace: Trace;
  readonly requestTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly onAttempt: () => void;
  /** Told of every answer before its body is taken, with the time it took. */
  readonly onAnswer: (answer: WireAnswer, milliseconds: number) => void;
  /**
   * Takes the body of a 2xx answer, whole or in part, and leaves the stream consumed or destroyed. Bytes that it
   * returns are an `<Error>` that came with a 200: the SDK then reads them as a failure. May run once an attempt.
   */
  readonly accept: (answer: WireAnswer, body: Readable) => Promise<Buffer | undefined>;
}

/**
 * A middleware for the last place before the wire. Bodies are taken here, bounded and timed, and the SDK gets an empty
 * one: its XML reading costs 20 times ours, and it would keep a body open that nobody reads. What throws
 * here is retried by the SDK like any failure of the same kind.
 */
export async function exchange<Result extends { response: unknown }>(
  send: () => Promise<Result>,
  { trace, requestTimeoutMs, signal, onAttempt, onAnswer, accept }: ExchangeOptions,
): Promise<Result> {
  trace.attempts++;
  trace.status = undefined;
  trace.headers = {};
  trace.errorBody = '';
  onAttempt();
  const sent = performance.now();
  const result = await send().finally(() => {
    trace.milliseconds = performance.now() - sent;
  });
  const answer = result.response as WireAnswer;
  onAnswer(answer, trace.milliseconds);
  const body = answer.body instanceof Readable ? answer.body : Readable.from([]);
  trace.status = answer.statusCode;
  trace.headers = answer.headers;
  let failure: Buffer | undefined;
  if (answer.statusCode >= 200 && answer.statusCode < 300) {
    failure = await accept(answer, body);
    // S3 reports trouble after the headers were sent in this way; 500 makes the SDK retry it.
    if (failure !== undefined) answer.statusCode = trace.status = 500;
  } else {
    const bounds = { skip: 0, limit: MAX_ERROR_BODY };
    failure = (await collect(body, bounds, requestTimeoutMs, signal)).bytes;
  }
  if (failure !== undefined) trace.errorBody = failure.toString('utf8');
  answer.body = Readable.from(failure === undefined ? [] : [failure]);
  return result;
}
