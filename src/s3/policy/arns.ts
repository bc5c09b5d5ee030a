import type { BucketConfig } from '../../config/index.ts';
import { regionOfVpcHost } from '../region.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const PARTITIONS: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
];

/** The part of AWS that a bucket is in: by its own ARN, its region, its endpoint's, its role's, the environment's. */
export function partitionOf(
  { name, region, endpoint, auth }: Pick<BucketConfig, 'name' | 'region' | 'endpoint' | 'auth'>,
  env: Environment,
): string {
  if (name.startsWith('arn:')) return name.split(':')[1] ?? 'aws';
  const ofHost = endpoint.kind === 'vpc-endpoint' ? regionOfVpcHost(endpoint.host) : undefined;
  const known = region ?? ofHost;
  if (known !== undefined) return partitionOfRegion(known);
  const role = auth.assumeRole?.at(-1)?.arn ?? (auth.kind === 'web-identity' ? auth.roleArn : '');
  if (role) return role.split(':')[1] ?? 'aws';
  return partitionOfRegion(env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || '');
}

export const partitionOfRegion = (region: string): string =>
  PARTITIONS.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';

/** `…-s3alias`: the other name of an access point, which no policy knows. */
export const isAlias = (name: string): boolean => /-s3alias$|--ol-s3$/.test(name);

export const isDirectoryBucket = (name: string): boolean => name.endsWith('--x-s3');

/** What `s3:ListBucket` is allowed on. An access point's ARN is one as it stands. */
export const bucketArn = (name: string, partition: string): string =>
  name.startsWith('arn:') ? name : `arn:${partition}:s3:::${name}`;

/** What `s3:GetObject` is allowed on: the objects whose keys begin with `start`, already escaped. */
export const objectsArn = (name: string, partition: string, start: string): string =>
  name.startsWith('arn:') ? `${name}/object/${start}*` : `${bucketArn(name, partition)}/${start}*`;
