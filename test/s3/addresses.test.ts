import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bucketName } from '../../src/catalogue/index.ts';
import type { BucketConfig, EndpointConfig } from '../../src/config/index.ts';
import { s3ErrorWords } from '../../src/report/words/s3-errors.ts';
import { openStore } from '../../src/s3/index.ts';
import { bucketConfig, failure, keysBelow } from './support.ts';

const test = suite('s3 addresses');

/** The host that a listing of the bucket would be sent to: its name is asked for and does not resolve. */
async function hostOf(
  name: string,
  endpoint: EndpointConfig,
  overrides: Partial<BucketConfig> = {},
): Promise<string> {
  const hosts: string[] = [];
  const lookup = (host: string, _options: object, done: (error: Error) => void): void => {
    hosts.push(host);
    done(Object.assign(new Error('not resolved'), { code: 'ENOTFOUND', hostname: host }));
  };
  const bucket = bucketConfig('', { name: bucketName(name), endpoint, ...overrides });
  const context = { env: {}, maxAttempts: 1, lookup: lookup as never };
  const store = await openStore(bucket, context);
  try {
    const { id, args } = await failure(keysBelow(store));
    if (id !== 's3/unreachable') return `${id} ${String(args['detail'] ?? '')}`;
    return hosts.join(' ');
  } finally {
    store.close();
  }
}

const aws: EndpointConfig = { kind: 'aws' };
const POINT = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/quay';
const ALIAS = 'quay-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias';
const VPC = 'vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com';
const region = (name: string): Partial<BucketConfig> => ({ region: name });

test('Amazon S3 is asked under the name that AWS documents', async () => {
  const cases: readonly (readonly [string, EndpointConfig, string, string])[] = [
    ['acme-lake', aws, 'eu-west-1', 'acme-lake.s3.eu-west-1.amazonaws.com'],
    ['acme.lake', aws, 'eu-west-1', 's3.eu-west-1.amazonaws.com'],
    [
      'acme-lake',
      { ...aws, dualStack: true },
      'eu-west-1',
      'acme-lake.s3.dualstack.eu-west-1.amazonaws.com',
    ],
    ['acme-lake', { ...aws, fips: true }, 'us-east-1', 'acme-lake.s3-fips.us-east-1.amazonaws.com'],
    [
      'acme-lake',
      { ...aws, fips: true, dualStack: true },
      'us-east-1',
      'acme-lake.s3-fips.dualstack.us-east-1.amazonaws.com',
    ],
    [
      'acme-lake',
      { ...aws, accelerate: true },
      'eu-west-1',
      'acme-lake.s3-accelerate.amazonaws.com',
    ],
    [
      'acme-lake',
      { ...aws, accelerate: true, dualStack: true },
      'eu-west-1',
      'acme-lake.s3-accelerate.dualstack.amazonaws.com',
    ],
    ['acme-lake', aws, 'cn-north-1', 'acme-lake.s3.cn-north-1.amazonaws.com.cn'],
    ['acme-lake', aws, 'us-gov-west-1', 'acme-lake.s3.us-gov-west-1.amazonaws.com'],
    [ALIAS, aws, 'eu-west-1', `${ALIAS}.s3.eu-west-1.amazonaws.com`],
    [
      'acme--euw1-az1--x-s3',
      aws,
      'eu-west-1',
      'acme--euw1-az1--x-s3.s3express-euw1-az1.eu-west-1.amazonaws.com',
    ],
  ];
  for (const [name, endpoint, where, host] of cases) {
    assert.is(await hostOf(name, endpoint, region(where)), host, host);
  }
});

test('an access point is asked in the region of its ARN, whatever else is said', async () => {
  const host = 'quay-111122223333.s3-accesspoint.eu-west-1.amazonaws.com';
  assert.is(await hostOf(POINT, aws), host);
  assert.is(await hostOf(POINT, aws, region('us-east-1')), host);
  assert.is(
    await hostOf(POINT, { ...aws, fips: true }).then((text) => text.replace('eu-west-1', 'R')),
    'quay-111122223333.s3-accesspoint-fips.R.amazonaws.com',
  );
  assert.is(
    await hostOf('arn:aws-cn:s3:cn-north-1:111122223333:accesspoint/quay', aws),
    'quay-111122223333.s3-accesspoint.cn-north-1.amazonaws.com.cn',
  );
  assert.is(
    await hostOf('arn:aws:s3-outposts:eu-west-1:111122223333:outpost/op-1/accesspoint/quay', aws),
    'quay-111122223333.op-1.s3-outposts.eu-west-1.amazonaws.com',
  );
});

test('an interface endpoint is asked below `bucket` or `accesspoint`', async () => {
  const vpc: EndpointConfig = { kind: 'vpc-endpoint', host: VPC };
  assert.is(await hostOf('acme-lake', vpc), `acme-lake.bucket.${VPC}`);
  // A name with dots is no label of a certificate: it goes into the path.
  assert.is(await hostOf('acme.lake', vpc), `bucket.${VPC}`);
  const point = POINT.replace('eu-west-1', 'us-east-1');
  assert.is(await hostOf(point, vpc), `quay-111122223333.accesspoint.${VPC}`);
  const china = 'vpce-1a2b3c4d-5e6f.s3.cn-north-1.vpce.amazonaws.com.cn';
  assert.is(
    await hostOf('acme-lake', { kind: 'vpc-endpoint', host: china }),
    `acme-lake.bucket.${china}`,
  );
  const elsewhere = await failure(hostOf(POINT, vpc));
  assert.equal([elsewhere.id, elsewhere.args['actual']], ['s3/wrong-region', 'us-east-1']);
});

test('without a region the partition of the role says where to begin', async () => {
  const auth = (arn: string): Partial<BucketConfig> => ({
    auth: { kind: 'access-key', accessKeyId: 'a', secretAccessKey: 's', assumeRole: [{ arn }] },
  });
  // The first name that is asked for is that of STS.
  assert.is(
    await hostOf('acme-lake', aws, auth('arn:aws-cn:iam::111122223333:role/reader')),
    'sts.cn-north-1.amazonaws.com.cn',
  );
  assert.is(
    await hostOf('acme-lake', aws, auth('arn:aws-us-gov:iam::111122223333:role/reader')),
    'sts.us-gov-west-1.amazonaws.com',
  );
  assert.is(
    await hostOf(
      'acme-lake',
      { ...aws, fips: true },
      auth('arn:aws:iam::111122223333:role/reader'),
    ),
    'sts-fips.us-east-1.amazonaws.com',
  );
});

test('what cannot be asked is told in words, before any request', async () => {
  const cases: readonly (readonly [string, EndpointConfig, RegExp])[] = [
    ['acme.lake', { ...aws, accelerate: true }, /s3\/unusable-endpoint .*ccelerate/],
    ['acme-lake', { ...aws, accelerate: true, fips: true }, /s3\/unusable-endpoint .*FIPS/],
    [POINT, { ...aws, accelerate: true }, /s3\/unusable-endpoint .*ccelerate/],
    ['arn:aws:s3:::acme-lake', aws, /s3\/unusable-endpoint/],
    ['arn:aws:s3:eu-west-1:111122223333:bucket/acme-lake', aws, /s3\/unusable-endpoint/],
  ];
  for (const [name, endpoint, told] of cases) {
    assert.match(await hostOf(name, endpoint, region('eu-west-1')), told, name);
  }
  const many = await failure(hostOf('arn:aws:s3::111122223333:accesspoint/m1.mrap', aws));
  assert.equal([many.id, many.args['reason']], ['s3/unusable-endpoint', 'multi-region']);
  const { message } = s3ErrorWords['s3/unusable-endpoint']({ bucket: 'b', detail: 'x\u001b[31m' });
  assert.not.match(message, /\u001b/);
});

test.run();
