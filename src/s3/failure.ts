import type { FindingArgs, UserErrorId } from '../catalogue/index.ts';

/** What went wrong, before it is known in which bucket and doing what. */
export interface Failure {
  readonly id: UserErrorId;
  readonly args: FindingArgs;
}

/** The parts of an error that a library may have set; each is looked at with care, since a server wrote some. */
interface ErrorParts {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly hostname?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

const UNREACHABLE = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EACCES',
  'EADDRNOTAVAIL',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
]);
const PLAIN_HTTP = new Set([
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
]);
const CERTIFICATE =
  /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)/;

/** A code from a server or a library, or undefined when it is not a plain word. */
export function plainCode(text: unknown): string | undefined {
  return typeof text === 'string' && /^[A-Za-z][\w.:-]{0,63}$/.test(text) ? text : undefined;
}

/**
 * What a failure to get an answer at all is: DNS, refusal, TLS, time. Undefined for an error that is none of these. `host`
 * is the one that was wanted, unless the error names another.
 */
export function networkFailure(error: unknown, host: string | undefined): Failure | undefined {
  // An error may wrap the socket's; two levels are enough for the libraries in use.
  for (let depth = 0, current = error; depth < 3; depth++) {
    if (typeof current !== 'object' || current === null) return undefined;
    const parts: ErrorParts = current;
    const found = ownFailure(parts, host);
    if (found) return found;
    current = Array.isArray(parts.errors) ? parts.errors[0] : parts.cause;
  }
  return undefined;
}

function ownFailure(parts: ErrorParts, host: string | undefined): Failure | undefined {
  const code = plainCode(parts.code) ?? '';
  const where = typeof parts.hostname === 'string' ? parts.hostname : host;
  // Before the name: the SDK calls a refused or reset connection a TimeoutError.
  if (UNREACHABLE.has(code)) return { id: 's3/unreachable', args: { host: where, code } };
  if (CERTIFICATE.test(code))
    return { id: 's3/untrusted-certificate', args: { host: where, code } };
  if (PLAIN_HTTP.has(code)) return { id: 's3/plain-http', args: { host: where, code } };
  if (code.startsWith('HPE_')) {
    return { id: 's3/malformed-answer', args: { host: where, reason: 'not-http', code } };
  }
  if (parts.name === 'TimeoutError' || code === 'ETIMEDOUT') {
    return { id: 's3/timeout', args: { host: where } };
  }
  return undefined;
}
