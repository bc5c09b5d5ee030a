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
    requestId: idOf(headers['x-amz-request-id'], REQUEST_ID),
    hostId: idOf(headers['x-amz-id-2'], HOST_ID),
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
    requestId: idOf($metadata?.requestId, REQUEST_ID),
    cause: errorDetail(Array.isArray(parts.errors) ? parts.errors[0] : parts.cause, depth + 1),
  };
}

/** Ids of requests as AWS, MinIO and Ceph write them. A server may echo anything: what could be a key or a token is none. */
const REQUEST_ID =
  /^(?:[0-9A-Z]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|tx[0-9a-f]{21}-[0-9a-f]{10}-[0-9a-f]{1,8}-[\w-]{1,24})$/;
const HOST_ID = /^[A-Za-z0-9+/]{54,76}={0,2}$/;

const idOf = (text: unknown, form: RegExp): string | undefined =>
  typeof text === 'string' && form.test(text) ? text : undefined;
