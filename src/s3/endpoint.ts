import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { UserError } from '../catalogue/index.ts';
import type { BucketConfig } from '../config/index.ts';

export interface EndpointVariants {
  readonly useDualstackEndpoint?: boolean;
  readonly useFipsEndpoint?: boolean;
}

export interface ResolvedEndpoint {
  /** What the SDK is told. */
  readonly client: Pick<S3ClientConfig, 'endpoint' | 'forcePathStyle' | 'useAccelerateEndpoint'>;
  /** Variants of AWS's endpoints, for S3 and STS alike; none elsewhere. */
  readonly variants: EndpointVariants;
  /** For messages; `Amazon S3` has no one host. */
  readonly host: string | undefined;
  readonly secure: boolean;
  readonly pathStyle: boolean;
  /** Amazon's own S3, which knows `x-amz-optional-object-attributes`; another server may refuse it. */
  readonly isAws: boolean;
  readonly caFile: string | undefined;
}

/**
 * How the bucket is reached (SPEC 2, `endpoints`). `AWS_ENDPOINT_URL_S3` and its kin move `aws` elsewhere, as for every
 * program of AWS's; the SDK reads them. Throws `s3/unusable-endpoint` for a multi-region access point.
 */
export function resolveEndpoint(
  bucket: Pick<BucketConfig, 'name' | 'endpoint'>,
  env: Readonly<Record<string, string | undefined>>,
): ResolvedEndpoint {
  const { endpoint } = bucket;
  // These want another kind of signature (SigV4A), for all regions at once.
  if (/^arn:[^:]*:s3::/.test(bucket.name) && bucket.name.includes(':accesspoint')) {
    throw new UserError('s3/unusable-endpoint', { bucket: bucket.name, reason: 'multi-region' });
  }
  switch (endpoint.kind) {
    case 'aws': {
      const moved = env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'];
      return {
        client: { useAccelerateEndpoint: endpoint.accelerate ?? false },
        variants: {
          useDualstackEndpoint: endpoint.dualStack ?? false,
          useFipsEndpoint: endpoint.fips ?? false,
        },
        host: moved && URL.canParse(moved) ? new URL(moved).host : undefined,
        secure: !moved?.startsWith('http:'),
        pathStyle: false,
        isAws: !moved,
        caFile: undefined,
      };
    }
    case 'vpc-endpoint': {
      const url = vpcUrl(endpoint.host, bucket.name);
      return {
        client: { endpoint: url, forcePathStyle: false },
        variants: {},
        host: new URL(url).host,
        secure: true,
        pathStyle: false,
        isAws: true,
        caFile: endpoint.caFile,
      };
    }
    case 'url': {
      const url = new URL(endpoint.url);
      return {
        client: { endpoint: endpoint.url, forcePathStyle: endpoint.pathStyle },
        variants: {},
        host: url.host,
        secure: url.protocol === 'https:',
        pathStyle: endpoint.pathStyle,
        isAws: false,
        caFile: endpoint.caFile,
      };
    }
  }
}

/**
 * AWS gives `bucket.HOST` to buckets and `accesspoint.HOST` to access points; the console shows `*.HOST`. The bucket's
 * name comes before it as a label of its own, which is what the endpoint's certificate covers.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
 */
function vpcUrl(host: string, bucket: string): string {
  const bare = host.replace(/^(?:\*|bucket|accesspoint)\./, '');
  return `https://${bucket.startsWith('arn:') ? 'accesspoint' : 'bucket'}.${bare}`;
}
