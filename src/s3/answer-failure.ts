import type { Failure } from './failure.ts';
import { asRegion } from './region.ts';

/** What a server said no with. */
export interface Refusal {
  /** S3's code, or the SDK's name for a status without one. */
  readonly code: string;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Looked at for a region, an endpoint and the word `kms`; never shown. */
  readonly body: string;
}

const THROTTLING =
  /^(?:SlowDown|Throttling|ThrottlingException|ThrottledException|RequestThrottled|RequestThrottledException|TooManyRequests|TooManyRequestsException|RequestLimitExceeded|BandwidthLimitExceeded|ServiceUnavailable|Busy)$/;
const EXPIRED = /^(?:ExpiredToken|ExpiredTokenException|TokenRefreshRequired|RequestExpired)$/;
const UNKNOWN_KEY =
  /^(?:InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|NotSignedUp)$/;
const BAD_TOKEN =
  /^(?:InvalidToken|InvalidIdentityToken|IDPRejectedClaim|MalformedToken)(?:Exception)?$/;
const BAD_SIGNATURE = /^(?:SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature)$/;
const SKEW = /^(?:RequestTimeTooSkewed|RequestInTheFuture)$/;
const REGION_CODES =
  /^(?:PermanentRedirect|TemporaryRedirect|Redirect|AuthorizationHeaderMalformed|IllegalLocationConstraintException|MovedPermanently)$/;

/**
 * The failures that listing, reading and STS have in common, or undefined. `now` is this machine's clock, to say how far
 * it is from the server's.
 */
export function refusalFailure(refusal: Refusal, now: number): Failure | undefined {
  const { code, status, headers } = refusal;
  if (THROTTLING.test(code) || status === 429)
    return { id: 's3/throttled', args: { code, status } };
  if (EXPIRED.test(code)) return { id: 's3/expired-token', args: { code } };
  if (UNKNOWN_KEY.test(code)) return { id: 's3/unknown-key-id', args: { code } };
  if (BAD_TOKEN.test(code)) return { id: 's3/invalid-token', args: { code } };
  if (BAD_SIGNATURE.test(code)) return { id: 's3/bad-signature', args: { code } };
  if (SKEW.test(code)) return { id: 's3/clock-skew', args: { skewSeconds: skewOf(headers, now) } };
  if (code === 'RequestTimeout') return { id: 's3/timeout', args: { code } };
  if (status !== undefined && status >= 500)
    return { id: 's3/server-error', args: { code, status } };
  return undefined;
}

/** How far this clock is ahead of the server's, in seconds; behind is negative. Undefined without a Date header. */
function skewOf(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const server = Date.parse(headers['date'] ?? '');
  return Number.isNaN(server) ? undefined : Math.round((now - server) / 1000);
}

/** The region where the bucket is, when the refusal is about regions and names one. */
export function regionOfRefusal({ code, status, headers, body }: Refusal): string | undefined {
  if (!aboutRegion(code, status)) return undefined;
  return (
    asRegion(headers['x-amz-bucket-region']) ??
    asRegion(/<Region>([^<]{1,40})<\/Region>/.exec(body)?.[1])
  );
}

export function aboutRegion(code: string, status: number | undefined): boolean {
  return (
    REGION_CODES.test(code) || status === 301 || status === 307 || status === 302 || status === 308
  );
}

/** The host that a redirect points to. It is named in the error and never asked. */
export function redirectHost({ headers, body }: Refusal): string | undefined {
  const endpoint = /<Endpoint>([A-Za-z0-9.:-]{1,255})<\/Endpoint>/.exec(body)?.[1];
  const location = headers['location'];
  if (location === undefined) return endpoint;
  return URL.canParse(location) ? new URL(location).host : endpoint;
}
