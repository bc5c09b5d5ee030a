import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bucketName } from '../../src/catalogue/index.ts';
import type { BucketConfig } from '../../src/config/index.ts';
import { grantsOf, policyForAll, trustsOf } from '../../src/s3/index.ts';
import { literally } from '../../src/s3/policy/policy-document.ts';
import { bucketConfig, failure } from './support.ts';

const test = suite('s3 policies');

const reach = (
  name: string,
  prefixes: readonly string[],
  overrides: Partial<BucketConfig> = {},
) => ({
  bucket: bucketConfig('https://s3.example', {
    name: bucketName(name),
    endpoint: { kind: 'aws' },
    region: 'eu-west-1',
    ...overrides,
  }),
  prefixes,
  readPrefixes: prefixes,
});
const reader = { arn: 'arn:aws:iam::111122223333:role/lake-reader' };
const gateway = { arn: 'arn:aws:iam::444455556666:role/gateway' };
const key = { kind: 'access-key', accessKeyId: 'AKIA', secretAccessKey: 's' } as const;
const KMS = 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c';

test('a bucket is listed on the prefixes that are asked for, and read below them', () => {
  const [grant] = grantsOf([reach('acme-lake', ['datasource/', 'orders/y'])], [], {});
  assert.equal(grant?.statements, [
    {
      Sid: 'ListAcmeLake',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::acme-lake',
      Condition: { StringLike: { 's3:prefix': ['datasource/*', 'orders/y*'] } },
    },
    {
      Sid: 'ReadAcmeLake',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: ['arn:aws:s3:::acme-lake/datasource/*', 'arn:aws:s3:::acme-lake/orders/y*'],
    },
  ]);
});

test('what lies between prefixes that are listed together is not read', () => {
  const readPrefixes = ['berth1/orders/', 'berth2/orders/'];
  const [grant] = grantsOf([{ ...reach('acme-lake', ['berth']), readPrefixes }], [], {});
  const [list, read] = grant?.statements ?? [];
  assert.equal(list?.Condition, { StringLike: { 's3:prefix': ['berth*'] } });
  assert.equal(
    read?.Resource,
    readPrefixes.map((prefix) => `arn:aws:s3:::acme-lake/${prefix}*`),
  );
});

test('a whole bucket is listed without a condition, since no prefix is sent then', () => {
  const [grant] = grantsOf([reach('acme-lake', ['']), reach('acme-lake', ['orders/'])], [], {});
  assert.equal(
    grant?.statements.map(({ Condition, Resource }) => [Condition, Resource]),
    [
      [undefined, 'arn:aws:s3:::acme-lake'],
      [undefined, ['arn:aws:s3:::acme-lake/*']],
    ],
  );
});

test('a bucket in which nothing can be reached needs no right', () => {
  assert.equal(grantsOf([reach('acme-lake', [])], [], {})[0]?.statements ?? [], []);
  assert.equal(policyForAll([]), { Version: '2012-10-17', Statement: [] });
});

test('what means something in a policy is escaped', () => {
  assert.is(literally('a*b?c$d${aws:username}'), 'a${*}b${?}c$d${$}{aws:username}');
  const [grant] = grantsOf([reach('acme-lake', ['a*${x}/'])], [], {});
  assert.equal(grant?.statements[1]?.Resource, ['arn:aws:s3:::acme-lake/a${*}${$}{x}/*']);
});

test('each partition has its own ARNs, by region, endpoint, role and environment', () => {
  const resource = (overrides: Partial<BucketConfig>, env = {}): unknown =>
    grantsOf([reach('quay', [''], { ...overrides })], [], env)
      .at(-1)
      ?.statements.at(-2)?.Resource;
  assert.is(resource({ region: 'cn-north-1' }), 'arn:aws-cn:s3:::quay');
  assert.is(resource({ region: 'us-gov-west-1' }), 'arn:aws-us-gov:s3:::quay');
  const none = { region: undefined } as unknown as Partial<BucketConfig>;
  const host = 'vpce-1a2b3c4d-5e6f.s3.cn-north-1.vpce.amazonaws.com.cn';
  assert.is(
    resource({ ...none, endpoint: { kind: 'vpc-endpoint', host } }),
    'arn:aws-cn:s3:::quay',
  );
  const arn = 'arn:aws-us-gov:iam::111122223333:role/lake-reader';
  assert.is(
    resource({ ...none, auth: { ...key, assumeRole: [{ arn }] } }),
    'arn:aws-us-gov:s3:::quay',
  );
  assert.is(resource(none, { AWS_REGION: 'cn-northwest-1' }), 'arn:aws-cn:s3:::quay');
  assert.is(resource(none), 'arn:aws:s3:::quay');
});

test('an access point is a resource of its own, its objects below it', () => {
  const arn = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/quay';
  const [grant] = grantsOf([reach(arn, ['orders/'])], [], {});
  assert.equal(
    grant?.statements.map(({ Sid, Resource }) => [Sid, Resource]),
    [
      ['ListQuay', arn],
      ['ReadQuay', [`${arn}/object/orders/*`]],
    ],
  );
});

test('a directory bucket has sessions, an alias has no policy', async () => {
  const [grant] = grantsOf([reach('quay--euw1-az1--x-s3', ['a/'])], [], {});
  assert.is(grant?.statements[0]?.Action, 's3express:CreateSession');
  const error = await failure(
    (async () =>
      grantsOf([reach('quay-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias', [''])], [], {}))(),
  );
  assert.equal([error.id, error.args['reason']], ['usage/flag', 'alias']);
});

test('whoever starts may assume, whoever is last may read, and nobody more', () => {
  const grants = grantsOf(
    [
      reach('acme-lake', ['a/'], { auth: { ...key, assumeRole: [gateway, reader] } }),
      reach('acme-desk', ['b/'], { auth: key }),
      reach('acme-open', [''], { auth: { kind: 'anonymous' } }),
    ],
    [KMS],
    {},
  );
  assert.equal(
    grants.map(({ roleArn, statements }) => [roleArn, statements.map(({ Sid }) => Sid)]),
    [
      [undefined, ['AssumeGateway', 'ListAcmeDesk', 'ReadAcmeDesk', 'DecryptWithKms']],
      [gateway.arn, ['AssumeLakeReader']],
      [reader.arn, ['ListAcmeLake', 'ReadAcmeLake', 'DecryptWithKms']],
    ],
  );
  const { Statement } = policyForAll(grants);
  assert.is(new Set(Statement.map(({ Sid }) => Sid)).size, Statement.length);
  assert.is(Statement.filter(({ Action }) => Action === 'kms:Decrypt').length, 1);
});

test('names that look alike without punctuation stay apart', () => {
  const grants = grantsOf([reach('acme-lake', ['a']), reach('acme.lake', ['a'])], [], {});
  assert.equal(
    policyForAll(grants).Statement.map(({ Sid }) => Sid),
    ['ListAcmeLake', 'ReadAcmeLake', 'ListAcmeLake2', 'ReadAcmeLake2'],
  );
});

test('a role trusts who is named, else its account; the next one the role before it', () => {
  const auth = { ...key, assumeRole: [{ ...gateway, externalId: 'berth' }, reader] };
  const policies = (known: object) => trustsOf([{ auth }, { auth }], known, {});
  const [first, second] = policies({});
  assert.is(first?.roleArn, gateway.arn);
  assert.equal(first?.policy.Statement, [
    {
      Sid: 'TrustTheReader',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'berth' } },
    },
  ]);
  assert.equal(second?.policy.Statement[0]?.Principal, { AWS: gateway.arn });
  assert.equal(second?.policy.Statement[0]?.Condition, undefined);
  const principal = 'arn:aws:iam::444455556666:role/ci';
  assert.equal(policies({ principal })[0]?.policy.Statement[0]?.Principal, { AWS: principal });
});

test('a role for a web identity trusts its issuer', () => {
  const auth = { kind: 'web-identity' } as const;
  const provider = 'arn:aws:iam::111122223333:oidc-provider/token.example/ci';
  const [trust] = trustsOf([{ auth }], { provider }, { AWS_ROLE_ARN: reader.arn });
  assert.equal(trust, {
    roleArn: reader.arn,
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TrustTheIssuer',
          Effect: 'Allow',
          Principal: { Federated: provider },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { 'token.example/ci:aud': 'sts.amazonaws.com' } },
        },
      ],
    },
  });
  assert.equal(trustsOf([{ auth }], {}, {}), []);
});

test.run();
