import type { Json } from '../catalogue/index.ts';
import type { Trace } from './exchange.ts';
import { plainCode } from './failure.ts';

/** What a developer asks for of a failure: names, codes and numbers. Never a text, a header or a body of anyone's. */
export interface TechnicalDetail {
  readonly [name: string]: Json | undefined;
}

/** Libraries wrap the socket's error once or twice. */
const MAX_DEPTH = 4;

/** The cause of a `UserError` of this room, for `--debug`. */
export function technicalDetail(error: unknown, trace?: Trace): TechnicalDetail {
  const { status, headers = {}, attempts, milliseconds } = trace ?? {};
  return {
    status,
    requestId: idOf(headers['x-amz-request-id']),
    hostId: idOf(headers['x-amz-id-2']),
    attempts,
    milliseconds: milliseconds === undefined ? undefined : Math.round(milliseconds),
    cause: errorDetail(error, 0),
  };
}

function errorDetail(error: unknown, depth: number): TechnicalDetail | undefined {
  if (typeof error !== 'object' || error === null || depth === MAX_DEPTH) return undefined;
  const parts: {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly reason?: unknown;
    readonly syscall?: unknown;
    readonly address?: unknown;
    readonly port?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: unknown; readonly requestId?: unknown };
    readonly cause?: unknown;
    readonly errors?: unknown;
  } = error;
  const { address, port, $metadata } = parts;
  return {
    name: plainCode(parts.name),
    code: plainCode(parts.code),
    reason: plainCode(parts.reason),
    syscall: plainCode(parts.syscall),
    address:
      typeof address === 'string' && /^[0-9a-fA-F.:]{2,45}$/.test(address) ? address : undefined,
    port: typeof port === 'number' ? port : undefined,
    status: typeof $metadata?.httpStatusCode === 'number' ? $metadata.httpStatusCode : undefined,
    requestId: idOf($metadata?.requestId),
    cause: errorDetail(Array.isArray(parts.errors) ? parts.errors[0] : parts.cause, depth + 1),
  };
}

/** An id of a request as AWS and others write it; anything longer could be something else. */
const idOf = (text: unknown): string | undefined =>
  typeof text === 'string' && /^[\w+/=-]{4,128}$/.test(text) ? text : undefined;
