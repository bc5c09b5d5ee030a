import { type FindingArgs, UserError, type UserErrorId } from '../catalogue/index.ts';
import {
  aboutRegion,
  type Refusal,
  redirectHost,
  refusalFailure,
  regionOfRefusal,
} from './answer-failure.ts';
import type { Trace } from './exchange.ts';
import { networkFailure, plainCode } from './failure.ts';
import { MalformedAnswer } from './malformed.ts';

/** What was being done when it failed. */
export interface Doing {
  readonly bucket: string;
  readonly operation: 'list' | 'read';
  readonly prefix?: string;
  readonly key?: string;
  /** Pages of the listing that had come before. */
  readonly pages: number;
  readonly region: string;
  /** Undefined for Amazon S3 itself. */
  readonly host: string | undefined;
  readonly pathStyle: boolean;
  readonly requestTimeoutMs: number;
}

/**
 * A mistake in this program rather than in what it met: it must not look like a server's fault. The SDK and Node give a
 * `code` to what they throw for their input.
 */
export function isBug(error: unknown): boolean {
  const family = [TypeError, RangeError, ReferenceError, SyntaxError];
  return family.some((kind) => error instanceof kind) && !Object.hasOwn(error as object, 'code');
}

/**
 * Any failure of a request as the one error of the catalogue that says what to do. Facts only: no message, body or
 * header of the server's goes through but its code, a region and a host that read as such. No cause is kept either,
 * since the SDK's errors carry the request with its signature.
 */
export function toUserError(error: unknown, doing: Doing, trace: Trace): UserError {
  if (error instanceof UserError) return error;
  const { name } = error as { name?: unknown };
  if (name === 'AbortError') return new UserError('run/interrupted');
  if (error instanceof MalformedAnswer) return malformed(error.reason, doing, trace);
  if (trace.status === undefined || trace.status < 300) return unanswered(error, doing, trace);
  return refused(error, doing, trace);
}

/** Facts that stand in every error of a request. */
function common({ bucket, prefix, key, host }: Doing, { attempts }: Trace): FindingArgs {
  return { bucket, prefix, key, host, attempts };
}

function malformed(reason: string, doing: Doing, trace: Trace): UserError {
  const lost = reason === 'cut' || reason === 'key-count' || reason === 'no-token';
  if (doing.operation === 'list' && (lost || doing.pages > 0))
    return incomplete(reason, doing, trace);
  if (reason === 'cut')
    return new UserError('s3/unreachable', { ...common(doing, trace), code: 'cut' });
  return new UserError('s3/malformed-answer', { ...common(doing, trace), reason });
}

function incomplete(reason: string, doing: Doing, trace: Trace): UserError {
  const { pages } = doing;
  return new UserError('s3/incomplete-listing', { ...common(doing, trace), reason, pages });
}

/** No answer, or one that the SDK could not make sense of. */
function unanswered(error: unknown, doing: Doing, trace: Trace): UserError {
  const failure = networkFailure(error, doing.host);
  if (failure === undefined) {
    if ((error as { code?: unknown }).code === 'ERR_INVALID_CHAR') {
      // Of all headers, only those of the credentials hold text from outside that is not encoded.
      return new UserError('s3/no-credentials', { bucket: doing.bucket, reason: 'bad-characters' });
    }
    const code = plainCode((error as { name?: unknown }).name);
    if (code === 'EndpointError') {
      // Words of the SDK's own rules, about what was configured: no server has had a say.
      const { message } = error as { message?: unknown };
      return new UserError('s3/unusable-endpoint', {
        bucket: doing.bucket,
        detail: String(message),
      });
    }
    // The SDK itself refuses a name that cannot be a bucket's.
    const id = code === 'InvalidBucketName' ? 's3/no-such-bucket' : 's3/unexpected';
    return new UserError(id, { ...common(doing, trace), code });
  }
  if (doing.operation === 'list' && doing.pages > 0) {
    const reason =
      failure.id === 's3/timeout' ? 'timeout' : String(failure.args['code'] ?? 'network');
    return incomplete(reason, doing, trace);
  }
  const seconds = failure.id === 's3/timeout' ? doing.requestTimeoutMs / 1000 : undefined;
  const { pathStyle } = doing;
  return new UserError(failure.id, {
    ...common(doing, trace),
    ...failure.args,
    seconds,
    pathStyle,
  });
}

const KMS_KEY = /\barn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[\w-]{1,64}/;

/** The server answered, and not with 2xx. */
function refused(error: unknown, doing: Doing, trace: Trace): UserError {
  const refusal = refusalOf(error, trace);
  const { code, status } = refusal;
  const facts = common(doing, trace);
  const { region } = doing;
  if (aboutRegion(code, status)) {
    const actual = regionOfRefusal(refusal);
    if (actual !== undefined && actual !== region) {
      const { bucket } = doing;
      return new UserError('s3/wrong-region', { bucket, configured: region, actual });
    }
    if (code === 'AuthorizationHeaderMalformed') {
      return new UserError('s3/bad-signature', { ...facts, code, region });
    }
    return new UserError('s3/redirected', { ...facts, status, to: redirectHost(refusal) });
  }
  if (status === 407)
    return new UserError('s3/unreachable', { ...facts, code: 'proxy-authentication' });
  const shared = refusalFailure(refusal, Date.now());
  if (shared !== undefined) return new UserError(shared.id, { ...facts, ...shared.args, region });
  const id = refusalId(refusal, doing.operation);
  const reason = id === 's3/malformed-answer' ? 'not-s3' : undefined;
  const keyArn = id === 's3/kms-denied' ? KMS_KEY.exec(refusal.body)?.[0] : undefined;
  return new UserError(id, { ...facts, code, status, region, reason, keyArn });
}

/** The server's verdict, from the SDK's error and from what the trace kept of the answer. */
export function refusalOf(error: unknown, trace: Trace): Refusal {
  const { name } = error as { name?: unknown };
  const { status, headers, errorBody: body } = trace;
  // An answer that was no S3 error leaves the SDK with a parser's error.
  const parsed = /<Error[\s>]/.test(body);
  const code = (parsed ? plainCode(/<Code>([^<]{1,64})<\/Code>/.exec(body)?.[1]) : undefined) ?? '';
  return {
    code: code || statusCode(status) || plainCode(name) || 'Unknown',
    status,
    headers,
    body,
  };
}

/** S3's code for a status that came without a body, as every HEAD does and some servers' errors do. */
function statusCode(status: number | undefined): string | undefined {
  switch (status) {
    case 301:
      return 'MovedPermanently';
    case 403:
      return 'AccessDenied';
    case 412:
      return 'PreconditionFailed';
    default:
      return status === undefined ? undefined : `Http${status}`;
  }
}

function refusalId({ code, status, body }: Refusal, operation: 'list' | 'read'): UserErrorId {
  // A proxy's page, or a web console's: whatever it says, it does not say it of an object.
  if (body.trim() !== '' && !/<Error[\s>]/.test(body)) return 's3/malformed-answer';
  switch (code) {
    case 'NoSuchBucket':
    case 'InvalidBucketName':
    case 'NoSuchAccessPoint':
      return 's3/no-such-bucket';
    case 'NoSuchKey':
      return 's3/no-such-key';
    case 'PreconditionFailed':
      return 's3/changed';
    case 'InvalidObjectState':
      return 's3/archived';
  }
  if (/^KMS\./.test(code) || (status === 403 && /\bkms:/i.test(body))) return 's3/kms-denied';
  if (status === 401 || status === 403) {
    return operation === 'list' ? 's3/access-denied-list' : 's3/access-denied-read';
  }
  if (operation === 'read' && (status === 412 || status === 304)) return 's3/changed';
  if (operation === 'read' && (status === 404 || status === 410)) return 's3/no-such-key';
  return 's3/unexpected';
}
