import type { BucketConfig } from '../../config/index.ts';
import type { Connection } from '../connection.ts';
import type { ObservedAnswer } from '../observed-answer.ts';
import { proxyFor } from '../proxy.ts';
import { asRegion } from '../region.ts';
import type { Checklist } from './checklist.ts';

interface Surroundings {
  readonly bucket: BucketConfig;
  readonly connection: Connection | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: number | undefined;
}

/** A clock that is further off is worth being told; S3 refuses from 15 minutes on. */
const SKEW_SECONDS = 60;
const CERTIFICATE_DAYS = 14;
const DAY_MS = 86_400_000;

/** What the answers tell beside their bodies, the refusals among them. */
export function answerChecks(
  list: Checklist,
  answers: readonly ObservedAnswer[],
  { bucket, connection, env, now = Date.now() }: Surroundings,
): void {
  const last = answers.at(-1);
  if (last === undefined || connection === undefined) return;
  const { secure, pathStyle } = connection.endpoint;
  const proxy = secure && last.host ? proxyFor(new URL(`https://${last.host}`), env) : undefined;
  list.ok('endpoint', {
    host: last.host,
    address: last.address,
    pathStyle,
    proxy: proxy === undefined ? undefined : new URL(proxy).host,
  });
  checkTls(list, last, now);
  checkClock(list, last, now);
  checkRegion(list, answers, connection);
  checkPayment(list, answers, bucket);
  checkKms(list, answers);
  list.ok('latency', {
    list: median(answers.filter(({ operation }) => operation === 'list')),
    get: median(answers.filter(({ operation }) => operation === 'read')),
  });
}

function checkTls(list: Checklist, { tls }: ObservedAnswer, now: number): void {
  if (tls === undefined) {
    list.skipped('tls', 'plain-http');
    return;
  }
  const days = Math.floor((tls.validTo - now) / DAY_MS);
  const args = { protocol: tls.protocol, chain: tls.chain, days };
  if (days < CERTIFICATE_DAYS) list.note('tls', args);
  else list.ok('tls', args);
}

function checkClock(list: Checklist, { headers }: ObservedAnswer, now: number): void {
  const server = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(server)) {
    list.skipped('clock', 'no-date');
    return;
  }
  const skewSeconds = Math.round((now - server) / 1000);
  if (Math.abs(skewSeconds) >= SKEW_SECONDS) list.note('clock', { skewSeconds });
  else list.ok('clock', { skewSeconds });
}

/** The header stands in answers of AWS, refusals included; other servers leave it out. */
function checkRegion(
  list: Checklist,
  answers: readonly ObservedAnswer[],
  { region, bucket }: Connection,
): void {
  const named = answers.map(({ headers }) => asRegion(headers['x-amz-bucket-region'])).at(-1);
  const configured = bucket.region !== undefined;
  if (named === undefined) list.ok('region', { region, told: false, configured });
  else if (configured || named === region) list.ok('region', { region, told: true, configured });
}

function checkPayment(
  list: Checklist,
  answers: readonly ObservedAnswer[],
  { requesterPays }: BucketConfig,
): void {
  const charged = answers.some(({ headers }) => headers['x-amz-request-charged'] === 'requester');
  // Such a bucket refuses like any other, and to try is to agree to pay.
  const refused = answers.some(({ status }) => status === 403);
  if (!requesterPays && refused) list.note('requester-pays', { reason: 'perhaps' });
  else if (!requesterPays) list.skipped('requester-pays', 'not-configured');
  else if (charged) list.ok('requester-pays', { charged });
  else if (answers.some(({ status }) => status < 300)) list.note('requester-pays', { charged });
}

function checkKms(list: Checklist, answers: readonly ObservedAnswer[]): void {
  const read = answers.find(({ operation, status }) => operation === 'read' && status < 300);
  if (read === undefined) return;
  const encryption = read.headers['x-amz-server-side-encryption'] ?? '';
  const keyArn = read.headers['x-amz-server-side-encryption-aws-kms-key-id'];
  if (/^aws:kms/.test(encryption)) list.ok('kms', { keyArn });
  else list.skipped('kms', 'not-used');
}

function median(answers: readonly ObservedAnswer[]): number | undefined {
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const middle = times[times.length >> 1];
  return middle === undefined ? undefined : Math.round(middle);
}
