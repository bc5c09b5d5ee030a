import { UserError } from '../catalogue/index.ts';
import type { BucketConfig } from '../config/index.ts';

/** `eu-west-1`, `us-gov-west-1`, `cn-north-1`; nothing that could be more than a host's label. */
const REGION = /^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/;
const VPC_HOST = /\.s3\.([a-z0-9-]+)\.vpce\.amazonaws\.com(?:\.cn)?(?::\d+)?$/;

/** A region as a server or an ARN named it, or undefined when it does not read as one. */
export function asRegion(text: string | undefined): string | undefined {
  return text !== undefined && REGION.test(text) ? text : undefined;
}

/** The region in `vpce-….s3.REGION.vpce.amazonaws.com`. */
export function regionOfVpcHost(host: string): string | undefined {
  return asRegion(VPC_HOST.exec(host)?.[1]);
}

/** The region in `arn:aws:s3:REGION:…`; a bucket's ARN and a multi-region access point's have none. */
const regionOfArn = (name: string): string | undefined =>
  name.startsWith('arn:') ? asRegion(name.split(':')[3]) : undefined;

/** Where a partition of AWS begins: requests for one never leave it. */
const FIRST_REGIONS: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** The partition of a role, in which its buckets are too. */
const partitionOf = ({ assumeRole = [], ...auth }: BucketConfig['auth']): string =>
  (assumeRole[0]?.arn ?? (auth.kind === 'web-identity' ? auth.roleArn : undefined) ?? '').split(
    ':',
  )[1] ?? 'aws';

export interface ChosenRegion {
  readonly name: string;
  /** The configuration or the endpoint says it: another one is an error, not something to follow. */
  readonly configured: boolean;
}

/**
 * The region of an access point's ARN, which no other can replace; the bucket's own, else the VPC endpoint's, else `AWS_REGION`,
 * else the first of the partition. A bucket and a VPC endpoint in two regions are `s3/wrong-region`, before any request.
 */
export function chooseRegion(
  bucket: Pick<BucketConfig, 'name' | 'region' | 'endpoint' | 'auth'>,
  env: Readonly<Record<string, string | undefined>>,
): ChosenRegion {
  const { endpoint } = bucket;
  const ofHost = endpoint.kind === 'vpc-endpoint' ? regionOfVpcHost(endpoint.host) : undefined;
  const own = regionOfArn(bucket.name) ?? bucket.region;
  if (own !== undefined) {
    if (ofHost !== undefined && ofHost !== own) {
      throw new UserError('s3/wrong-region', {
        bucket: bucket.name,
        configured: own,
        actual: ofHost,
        endpoint: endpoint.kind === 'vpc-endpoint' ? endpoint.host : undefined,
      });
    }
    return { name: own, configured: true };
  }
  if (ofHost !== undefined) return { name: ofHost, configured: true };
  const ofEnvironment = asRegion(env['AWS_REGION']) ?? asRegion(env['AWS_DEFAULT_REGION']);
  const first = FIRST_REGIONS[partitionOf(bucket.auth)] ?? 'us-east-1';
  return { name: ofEnvironment ?? first, configured: false };
}
