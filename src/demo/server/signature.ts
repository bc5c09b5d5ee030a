import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';
import type { S3Request } from './request.ts';

export interface ServerCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** The session token is refused as expired. */
  readonly expired?: boolean;
}

/** S3 refuses a request whose date is further than this from its own clock. */
const MAX_SKEW_MS = 15 * 60 * 1000;
const ALGORITHM = 'AWS4-HMAC-SHA256';
const EMPTY_SHA256 = createHash('sha256').digest('hex');

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/**
 * Verifies Signature Version 4 in the Authorization header, as S3 does: the signature itself, its date and session
 * token. Returns the region signed for. Throws the `Refusal` that S3 would give.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function verifySignature(
  request: S3Request,
  credentials: readonly ServerCredential[],
  now: number,
): string {
  const authorization = readAuthorization(request.headers['authorization'] ?? '');
  const credential = credentials.find((each) => each.accessKeyId === authorization.accessKeyId);
  if (credential === undefined) throw new Refusal('InvalidAccessKeyId');
  const timestamp = request.headers['x-amz-date'] ?? '';
  const sent = instantOf(timestamp);
  if (Number.isNaN(sent) || timestamp.slice(0, 8) !== authorization.date)
    throw new Refusal('AccessDenied');
  if (Math.abs(now - sent) > MAX_SKEW_MS) throw new Refusal('RequestTimeTooSkewed');
  const expected = sign(request, authorization, credential.secretAccessKey, timestamp);
  if (!sameText(expected, authorization.signature)) throw new Refusal('SignatureDoesNotMatch');
  const token = request.headers['x-amz-security-token'];
  if (token !== credential.sessionToken) throw new Refusal('InvalidToken');
  if (credential.expired) throw new Refusal('ExpiredToken');
  return authorization.region;
}

function readAuthorization(header: string): Authorization {
  const match =
    /^AWS4-HMAC-SHA256 +Credential=([^/,]+)\/(\d{8})\/([^/,]+)\/([^/,]+)\/aws4_request, *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/.exec(
      header,
    );
  if (match === null) throw new Refusal('AuthorizationHeaderMalformed');
  const [, accessKeyId = '', date = '', region = '', service = '', names = '', signature = ''] =
    match;
  return { accessKeyId, date, region, service, signedHeaders: names.split(';'), signature };
}

/** Milliseconds of `20261122T174930Z`. */
function instantOf(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function sign(
  request: S3Request,
  authorization: Authorization,
  secret: string,
  timestamp: string,
): string {
  const { date, region, service } = authorization;
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = [
    ALGORITHM,
    timestamp,
    scope,
    sha256(canonicalRequest(request, authorization)),
  ].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  return createHmac('sha256', key).update(toSign).digest('hex');
}

/** What is not signed could be changed on the way, so the host and every `x-amz-*` header must be. */
function canonicalRequest(request: S3Request, { signedHeaders }: Authorization): string {
  const { headers } = request;
  const needed = Object.keys(headers).filter(
    (name) => name === 'host' || name.startsWith('x-amz-'),
  );
  if (needed.some((name) => !signedHeaders.includes(name))) throw new Refusal('AccessDenied');
  const payload = headers['x-amz-content-sha256'] ?? '';
  // No request that this server takes has a body.
  if (payload !== EMPTY_SHA256 && payload !== 'UNSIGNED-PAYLOAD')
    throw new Refusal('InvalidArgument');
  const query = request.query
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('&');
  return [
    request.method,
    request.rawPath
      .split('/')
      .map((segment) => encode(decodeURIComponent(segment)))
      .join('/'),
    query,
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}

/** RFC 3986: everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
