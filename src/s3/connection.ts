import type { S3Client } from '@aws-sdk/client-s3';
import type { BucketConfig } from '../config/index.ts';
import { type CredentialSource, credentialSource, type StsAccess } from './credentials.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import type { ObservedAnswer } from './observed-answer.ts';
import type { ChosenRegion } from './region.ts';
import { openSockets, SILENT, type SocketOptions, type Sockets } from './sockets.ts';
import { trustedRoots } from './trust.ts';

/** STS answers within a second or not at all. */
const STS_MS = 10_000;
const STS_ATTEMPTS = 3;

export interface ConnectionOptions extends Omit<SocketOptions, 'trust'> {
  readonly bucket: BucketConfig;
  readonly region: ChosenRegion;
  readonly endpoint: ResolvedEndpoint;
  readonly maxAttempts: number;
  readonly observe?: ((answer: ObservedAnswer) => void) | undefined;
}

/** The SDK's client for one bucket, in the region that is right as far as is known. */
export interface Connection {
  readonly sdk: typeof import('@aws-sdk/client-s3');
  readonly bucket: BucketConfig;
  readonly endpoint: ResolvedEndpoint;
  readonly requestTimeoutMs: number;
  readonly client: S3Client;
  readonly region: string;
  /** Undefined: requests go unsigned. */
  readonly credentials: CredentialSource | undefined;
  /** For clients of STS. */
  readonly sts: StsAccess;
  readonly observe: ((answer: ObservedAnswer) => void) | undefined;
  /**
   * Moves to the region that a server named, once, and only if none was configured. False: it stays. True also where
   * another request has moved in the meantime.
   */
  follow(region: string): boolean;
  /**
   * Gets new credentials from their source in place of those that `client` signs with, where there are others to be had. False:
   * there are none. True also where another request has renewed them in the meantime.
   */
  renew(client: S3Client): Promise<boolean>;
  close(): void;
}

export async function connect(options: ConnectionOptions): Promise<Connection> {
  const { bucket, endpoint, env } = options;
  const sdk = await import('@aws-sdk/client-s3');
  const trust = await trustedRoots(endpoint.caFile, env);
  const socketOptions = { ...options, trust };
  const host = endpoint.host ?? `s3.${options.region.name}.amazonaws.com`;
  const sockets = openSockets(
    new URL(`${endpoint.secure ? 'https' : 'http'}://${host}`),
    socketOptions,
  );
  const stsUrl = env['AWS_ENDPOINT_URL_STS'] ?? '';
  const stsSockets = openSockets(
    new URL(URL.canParse(stsUrl) ? stsUrl : `https://sts.${options.region.name}.amazonaws.com`),
    { ...socketOptions, requestTimeoutMs: Math.min(STS_MS, options.requestTimeoutMs) },
  );
  const sts: StsAccess = {
    region: options.region.name,
    sockets: stsSockets,
    maxAttempts: Math.min(STS_ATTEMPTS, options.maxAttempts),
    variants: endpoint.variants,
  };
  const newSource = (): Promise<CredentialSource | undefined> =>
    credentialSource(bucket.auth, { bucket: bucket.name, env, ...sts });
  let credentials = await newSource();
  const clientIn = (region: string): S3Client =>
    makeClient(sdk, options, region, credentials, sockets);
  let region = options.region.name;
  let client = clientIn(region);
  let followed = false;
  return {
    sdk,
    bucket,
    endpoint,
    requestTimeoutMs: options.requestTimeoutMs,
    get client() {
      return client;
    },
    get region() {
      return region;
    },
    get credentials() {
      return credentials;
    },
    sts,
    observe: options.observe,
    follow(actual) {
      if (options.region.configured) return false;
      if (!followed) {
        followed = true;
        region = actual;
        client = clientIn(actual);
      }
      return region === actual;
    },
    async renew(stale) {
      if (client !== stale) return true;
      if (!renewable(bucket.auth)) return false;
      // Every source and client of the old one remembers what it got, so all of them are made anew.
      credentials = await newSource();
      if (client === stale) client = clientIn(region);
      return true;
    },
    close() {
      for (const agent of [sockets.httpAgent, sockets.httpsAgent]) agent.destroy();
      for (const agent of [stsSockets.httpAgent, stsSockets.httpsAgent]) agent.destroy();
    },
  };
}

/** Whether asking again can give other credentials: keys that stand in the configuration stay what they are. */
const renewable = ({ kind, assumeRole }: BucketConfig['auth']): boolean =>
  kind !== 'anonymous' && (kind !== 'access-key' || assumeRole !== undefined);

function makeClient(
  { S3Client: Client }: Connection['sdk'],
  { endpoint, maxAttempts }: ConnectionOptions,
  region: string,
  credentials: CredentialSource | undefined,
  sockets: Sockets,
): S3Client {
  return new Client({
    region,
    ...endpoint.client,
    ...endpoint.variants,
    requestHandler: sockets,
    maxAttempts,
    // Not adaptive: its rate limiter lets one SlowDown hold back every request for seconds.
    retryMode: 'standard',
    logger: SILENT,
    // Bodies are ranges: there is no checksum of a part to ask for or to verify.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Directory buckets would otherwise cost a CreateSession call; only lists and reads are ever made.
    disableS3ExpressSessionAuth: true,
    useArnRegion: true,
    followRegionRedirects: false,
    ...(credentials === undefined
      ? { credentials: NOBODY, signer: { sign: async (request) => request } }
      : { credentials }),
  });
}

/** The SDK wants credentials before it asks the signer, which then signs nothing. */
const NOBODY = { accessKeyId: '', secretAccessKey: '' };
