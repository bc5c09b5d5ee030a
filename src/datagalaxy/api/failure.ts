import type { FindingArgs, UserErrorId } from '../../catalogue/index.ts';
import { type Answer, AnswerTooLarge, Silence } from './transport.ts';

/** One attempt that did not succeed: what it is, and whether the same may be tried again. */
export interface Failure {
  readonly id: UserErrorId;
  readonly args: FindingArgs;
  readonly again: boolean;
  /** What the server asked us to wait. */
  readonly waitMs?: number;
  /** The request may have been carried out although its answer is not known. */
  readonly unsure: boolean;
  readonly status?: number;
}

const CERTIFICATE =
  /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;
const NO_TLS = new Set([
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
]);
/** Nobody by that name, or nobody there: it will not mend in a minute. */
const NOBODY = new Set(['ENOTFOUND', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A failure to get an answer at all. */
export function connectionFailure(error: unknown, host: string): Failure {
  if (error instanceof AnswerTooLarge) {
    return failure('datagalaxy/malformed-answer', { host, reason: 'too-large' }, false);
  }
  if (error instanceof Silence) return failure('datagalaxy/timeout', { host }, true);
  const { code } = error as { readonly code?: unknown };
  const word = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : undefined;
  if (word !== undefined && CERTIFICATE.test(word)) {
    return failure('datagalaxy/untrusted-certificate', { host, code: word }, false);
  }
  if (word !== undefined && NO_TLS.has(word)) {
    return failure('datagalaxy/unreachable', { host, code: word }, false);
  }
  return failure('datagalaxy/unreachable', { host, code: word }, !NOBODY.has(word ?? ''));
}

/**
 * An answer that is not 2xx. `secret` never goes through, whatever the server echoes. `subject`: facts that the words of a
 * refusal take up.
 */
export function refusal(answer: Answer, host: string, secret: string): Failure {
  const { status, headers } = answer;
  const said = saidBy(answer.text)?.replaceAll(secret, '***');
  const args = { host, status, said };
  const waitMs = retryAfter(headers['retry-after']);
  if (status === 429)
    return { ...failure('datagalaxy/throttled', args, true), ...waitMs, unsure: false };
  if (status === 401) return sure('datagalaxy/bad-token', args, status);
  if (status === 403) return sure('datagalaxy/forbidden', args, status);
  if (status === 404 && said === undefined) return sure('datagalaxy/wrong-url', args, status);
  if (status === 413) return sure('datagalaxy/too-large', args, status);
  if (status >= 300 && status < 400) {
    return sure('datagalaxy/wrong-url', { ...args, to: originOf(headers['location']) }, status);
  }
  if (status === 408 || status >= 500) {
    return { ...failure('datagalaxy/server-error', args, status !== 501), ...waitMs, status };
  }
  return sure('datagalaxy/refused', args, status);
}

function failure(id: UserErrorId, args: FindingArgs, again: boolean): Failure {
  return { id, args, again, unsure: true };
}

function sure(id: UserErrorId, args: FindingArgs, status: number): Failure {
  return { id, args, again: false, unsure: false, status };
}

/** The message of `{error:{message,status}}`, or of the forms that gateways use. */
function saidBy(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { error, message } = (value ?? {}) as {
    readonly error?: unknown;
    readonly message?: unknown;
  };
  const nested = (error as { readonly message?: unknown } | null | undefined)?.message;
  const found = [nested, error, message].find((one) => typeof one === 'string');
  return typeof found === 'string' ? found.slice(0, 500) : undefined;
}

function retryAfter(header: string | undefined): { readonly waitMs?: number } {
  return header !== undefined && /^\d{1,6}$/.test(header) ? { waitMs: Number(header) * 1_000 } : {};
}

function originOf(location: string | undefined): string | undefined {
  return location !== undefined && URL.canParse(location) ? new URL(location).origin : undefined;
}
