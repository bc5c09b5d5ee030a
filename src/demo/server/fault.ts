import type { Answer } from './reading.ts';

/** A request as a fault sees it. */
export interface FaultRequest {
  readonly operation: 'list' | 'read';
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  /** This request's number, from 1, among all of the server. */
  readonly count: number;
}

/** What goes out instead of the right answer. What is left out stays as it would have been. */
export interface Fault {
  readonly status?: number;
  /** Added to the right answer's, or replacing those of the same name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Wait before answering. */
  readonly delayMs?: number;
  /** Send so many bytes of the body, then break the connection; -1 breaks it before the status line. */
  readonly cutAfter?: number;
}

export type FaultHook = (request: FaultRequest) => Fault | undefined;

export function withFault(answer: Answer, fault: Fault): Answer {
  return {
    status: fault.status ?? answer.status,
    headers: { ...answer.headers, ...fault.headers },
    body: fault.body === undefined ? answer.body : Buffer.from(fault.body),
  };
}
