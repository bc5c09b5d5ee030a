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

export interface ChosenRegion {
  readonly name: string;
  /** The configuration or the endpoint says it: another one is an error, not something to follow. */
  readonly configured: boolean;
}

/**
 * The bucket's own region, else the VPC endpoint's, else `AWS_REGION`, else us-east-1. A bucket and a VPC endpoint in two
 * regions are `s3/wrong-region`, before any request.
 */
export function chooseRegion(
  bucket: Pick<BucketConfig, 'name' | 'region' | 'endpoint'>,
  env: Readonly<Record<string, string | undefined>>,
): ChosenRegion {
  const { endpoint } = bucket;
  const ofHost = endpoint.kind === 'vpc-endpoint' ? regionOfVpcHost(endpoint.host) : undefined;
  if (bucket.region !== undefined) {
    if (ofHost !== undefined && ofHost !== bucket.region) {
      throw new UserError('s3/wrong-region', {
        bucket: bucket.name,
        configured: bucket.region,
        actual: ofHost,
        endpoint: endpoint.kind === 'vpc-endpoint' ? endpoint.host : undefined,
      });
    }
    return { name: bucket.region, configured: true };
  }
  if (ofHost !== undefined) return { name: ofHost, configured: true };
  const ofEnvironment = asRegion(env['AWS_REGION']) ?? asRegion(env['AWS_DEFAULT_REGION']);
  return { name: ofEnvironment ?? 'us-east-1', configured: false };
}
