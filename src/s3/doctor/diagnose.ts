import { type FindingArgs, type S3Key, s3Key, UserError } from '../../catalogue/index.ts';
import type { AuthConfig, BucketConfig } from '../../config/index.ts';
import type { Connection } from '../connection.ts';
import type { AwsCredentials } from '../credentials.ts';
import type { ObjectPage, ObjectStore } from '../object-store.ts';
import type { ObservedAnswer } from '../observed-answer.ts';
import { openConnection, type StoreContext, storeOn } from '../open-store.ts';
import { partitionOf } from '../policy/arns.ts';
import type { PolicyStatement } from '../policy/policy-document.ts';
import {
  assumeStatement,
  decryptStatement,
  listStatement,
  readStatement,
} from '../policy/statements.ts';
import { answerChecks } from './answer-checks.ts';
import { checkOf } from './check-of.ts';
import { Checklist } from './checklist.ts';
import type { Diagnosis } from './diagnosis.ts';
import { callerIdentity } from './identity.ts';

/** What to look at. */
export interface Patient {
  readonly bucket: BucketConfig;
  /** The prefixes that a run lists. */
  readonly prefixes: readonly string[];
  /** The prefixes below which it reads. */
  readonly readPrefixes: readonly string[];
  /** Whether a run could read the object of that key. */
  readonly wants: (key: Uint8Array) => boolean;
}

export interface DoctorContext extends StoreContext {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Prefixes that are listed of one bucket; the others are taken to be like them. 20. */
  readonly maxPrefixes?: number;
}

/** Time and attempts that a look may take: what does not work at once is worth being told. */
const IMPATIENT = { maxAttempts: 2, requestTimeoutMs: 10_000, connections: 4 };

/**
 * Looks at everything on the way to a bucket, in the order in which a request meets it, with the requests that a run makes:
 * one ListObjectsV2 a prefix, one GetObject, and GetCallerIdentity where AWS's STS may be asked. Rejects only when the
 * signal aborts.
 */
export async function diagnose(
  patient: Patient,
  context: DoctorContext,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const { bucket } = patient;
  const list = new Checklist();
  const answers: ObservedAnswer[] = [];
  const { kind: endpoint } = bucket.endpoint;
  const prefixes = patient.prefixes.length;
  list.ok('config', { auth: bucket.auth.kind, endpoint, prefix: bucket.prefix, prefixes });
  let readable = false;
  let connection: Connection | undefined;
  try {
    const bounds = { ...IMPATIENT, ...context };
    connection = await openConnection(bucket, bounds, (answer) => answers.push(answer));
    await checkCredentials(connection, list, context, signal);
    readable = await checkObjects(patient, storeOn(connection, bounds), list, context, signal);
  } catch (error) {
    if (!(error instanceof UserError) || error.id === 'run/interrupted') throw error;
    list.failed(checkOf(error, 'list'), error, missingRole(error, bucket.auth));
  } finally {
    connection?.close();
  }
  answerChecks(list, answers, { bucket, connection, env: context.env, now: context.now?.() });
  return { bucket: bucket.name, prefix: bucket.prefix, readable, checks: list.checks };
}

async function checkCredentials(
  { bucket, credentials, sts, endpoint }: Connection,
  list: Checklist,
  { env, now = Date.now }: DoctorContext,
  signal: AbortSignal,
): Promise<void> {
  if (credentials === undefined) {
    list.ok('credentials', { origin: 'anonymous' });
    list.skipped('identity', 'anonymous');
    list.skipped('expiry', 'anonymous');
    return;
  }
  const found = await credentials();
  list.ok('credentials', {
    origin: originOf(found, bucket.auth),
    accessKeyId: shortened(found.accessKeyId),
    role: bucket.auth.assumeRole?.at(-1)?.arn,
  });
  const { expiration, sessionToken } = found;
  const seconds =
    expiration === undefined ? undefined : Math.round((expiration.getTime() - now()) / 1000);
  if (seconds === undefined) list.ok('expiry', { reason: sessionToken ? 'untold' : 'never' });
  else if (seconds > SOON) list.ok('expiry', { seconds });
  else list.note('expiry', { seconds });
  // Keys of another maker's server are nothing that AWS should see.
  if (!endpoint.isAws && !env['AWS_ENDPOINT_URL_STS']) {
    list.skipped('identity', 'not-aws');
    return;
  }
  const identity = await callerIdentity(credentials, sts, signal);
  if (identity.kind === 'unknown') list.note('identity', identity.args);
  else list.ok('identity', { arn: identity.arn, account: identity.account });
}

const SOON = 15 * 60;

/** Where they came from: as configured, or what the SDK's provider left as its mark where it had to look. */
function originOf(credentials: AwsCredentials, { kind, assumeRole }: AuthConfig): string {
  if (assumeRole !== undefined) return 'role';
  if (kind !== 'default' && kind !== 'profile') return kind;
  const marks = Object.keys((credentials as { readonly $source?: object }).$source ?? {});
  const found = ORIGINS.find(([mark]) => marks.some((each) => each.startsWith(mark)))?.[1];
  return found ?? (kind === 'default' ? 'container' : kind);
}

/** The first that fits, so that the longer marks stand before those that they begin with. */
const ORIGINS: readonly (readonly [string, string])[] = [
  ['CREDENTIALS_ENV_VARS_STS', 'web-identity'],
  ['CREDENTIALS_ENV_VARS', 'environment'],
  ['CREDENTIALS_PROFILE_PROCESS', 'process'],
  ['CREDENTIALS_PROCESS', 'process'],
  ['CREDENTIALS_PROFILE_SSO', 'sso'],
  ['CREDENTIALS_SSO', 'sso'],
  ['CREDENTIALS_PROFILE', 'profile'],
  ['CREDENTIALS_STS_ASSUME_ROLE_WEB_ID', 'web-identity'],
  ['CREDENTIALS_IMDS', 'instance-profile'],
];

/** Enough to tell keys apart. */
const shortened = (id: string): string =>
  id.length < 12 ? `${id.slice(0, 2)}…` : `${id.slice(0, 4)}…${id.slice(-4)}`;

/** Lists and reads as a run would. True when both work; an empty bucket works. */
async function checkObjects(
  { bucket, prefixes, readPrefixes, wants }: Patient,
  store: ObjectStore,
  list: Checklist,
  { env, maxPrefixes = 20 }: DoctorContext,
  signal: AbortSignal,
): Promise<boolean> {
  const partition = partitionOf(bucket, env);
  const need = { name: bucket.name, partition, prefixes, readPrefixes };
  let candidate: S3Key | undefined;
  let keys = 0;
  const asked = prefixes.slice(0, maxPrefixes);
  for (const prefix of asked) {
    try {
      const page = await firstPage(store, prefix, signal);
      keys += page?.count ?? 0;
      if (page !== undefined) candidate ??= candidateIn(page, wants);
    } catch (error) {
      return fail(error, 'list', list, listStatement(need), bucket.auth);
    }
  }
  if (asked.length === 0) list.note('list', { reason: 'nothing-reachable' });
  else list.ok('list', { prefixes: prefixes.length, asked: asked.length, keys });
  if (candidate === undefined) {
    list.skipped('get', 'no-object');
    return true;
  }
  try {
    const { objectSize } = await store.read({ key: candidate, offset: 0, length: 1024 }, signal);
    list.ok('get', { key: candidate, size: objectSize });
    return true;
  } catch (error) {
    return fail(error, 'get', list, readStatement(need), bucket.auth);
  }
}

async function firstPage(
  store: ObjectStore,
  prefix: string,
  signal: AbortSignal,
): Promise<ObjectPage | undefined> {
  for await (const page of store.list({ prefix }, signal)) return page;
  return undefined;
}

/** The first object that a run could read: wanted, not empty, not archived. */
function candidateIn(page: ObjectPage, wants: Patient['wants']): S3Key | undefined {
  for (let i = 0; i < page.count; i++) {
    const key = page.keys.subarray(page.keyOffsets[i], page.keyOffsets[i + 1]);
    if (page.sizes[i] === 0 || page.storageClasses[i] === 1 || !wants(key)) continue;
    return s3Key(Buffer.from(key).toString('utf8'));
  }
  return undefined;
}

/** Puts an error on its line, with the right that is missing where one is. Always false. */
function fail(
  error: unknown,
  doing: 'list' | 'get',
  list: Checklist,
  statement: PolicyStatement,
  auth: AuthConfig,
): false {
  if (!(error instanceof UserError) || error.id === 'run/interrupted') throw error;
  const denied = error.id === 's3/access-denied-list' || error.id === 's3/access-denied-read';
  const missing = denied ? statement : (missingKey(error) ?? missingRole(error, auth));
  list.failed(checkOf(error, doing), error, missing);
  // It was given: an encrypted object that cannot be opened is another matter.
  if (error.id === 's3/kms-denied') list.ok('get', { key: error.args['key'] });
  return false;
}

function missingKey({ id, args }: UserError): PolicyStatement | undefined {
  const { keyArn } = args as FindingArgs & { readonly keyArn?: string };
  return id === 's3/kms-denied' ? decryptStatement([keyArn ?? '*']) : undefined;
}

function missingRole({ id, args }: UserError, { assumeRole = [] }: AuthConfig) {
  const { roleArn } = args as FindingArgs & { readonly roleArn?: string };
  const denied = id === 's3/assume-role-denied' && assumeRole.some(({ arn }) => arn === roleArn);
  return denied && roleArn ? assumeStatement(roleArn) : undefined;
}
