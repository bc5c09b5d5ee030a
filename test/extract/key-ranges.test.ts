import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bucketName } from '../../src/catalogue/index.ts';
import { compileBucket, tokensOf } from '../../src/extract/bucket-masks.ts';
import { keyRanges } from '../../src/extract/key-ranges.ts';
import { bucketConfig, configOf } from '../support/extraction.ts';

const test = suite('key ranges');

function listed(name: string, texts: readonly string[], prefix = ''): readonly string[] {
  const bucket = { ...bucketConfig(texts, { prefix }), name: bucketName(name) };
  const masks = compileBucket(bucket, tokensOf(configOf(bucket)));
  return keyRanges(masks).map((range) => range.prefix);
}
const QUAYS = Array.from({ length: 200 }, (_, i) => `quay_${100 + i}/`);

test('many prefixes are listed together, but not where nothing can be passed over', () => {
  const masks = QUAYS.map((prefix) => `/${prefix}{YYYY}.csv`);
  assert.ok(listed('harbour', masks).length < QUAYS.length);
  assert.equal(listed('harbour--use1-az4--x-s3', masks), QUAYS);
});

test('a directory bucket is listed by whole directories below its prefix', () => {
  const masks = ['/lake/orders/2024/part-*', '/lake/or*', '/port/part-*', '/port/crane/*.csv'];
  assert.equal(listed('harbour', masks), ['lake/or', 'port/crane/', 'port/part-']);
  assert.equal(listed('harbour--use1-az4--x-s3', masks), ['lake/', 'port/']);
  assert.equal(listed('harbour--use1-az4--x-s3', masks, 'lake/o'), ['lake/o']);
  assert.equal(listed('harbour--use1-az4--x-s3', ['/*.csv']), ['']);
});

test.run();
