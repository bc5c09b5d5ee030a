import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseListPage } from '../../src/s3/list-page.ts';
import { MalformedAnswer } from '../../src/s3/malformed.ts';
import { etagsOf, keysOf } from './support.ts';

const test = suite('s3 list page');

const object = (key: string, more = ''): string =>
  `<Contents><Key>${key}</Key><Size>7</Size>${more}</Contents>`;

const listing = (content: string, truncated = 'false'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${truncated}</IsTruncated>${content}</ListBucketResult>`;

function parse(text: string, prefix = '', delimiter?: '/') {
  const answer = parseListPage(Buffer.from(text), {
    prefix: Buffer.from(prefix),
    delimiter,
    maxKeys: 3,
  });
  if (answer === 'error') throw new Error('an <Error>');
  return answer;
}

function reasonOf(text: string, prefix = '', delimiter?: '/'): string {
  try {
    parse(text, prefix, delimiter);
  } catch (error) {
    if (error instanceof MalformedAnswer) return error.reason;
    throw error;
  }
  return 'none';
}

test('references are resolved once, in any notation', () => {
  const keys = keysOf(parse(listing(object('a&amp;lt;&#65;&#x1;&#x1F6A2;&quot;&apos;'))).page);
  assert.equal(keys, ['a&lt;A\u0001🚢"\'']);
});

test('keys are decoded when the answer says so, wherever it says so', () => {
  const encoded = object('a+b%20%2B%C3%A9%26amp%3B');
  assert.equal(keysOf(parse(listing(`${encoded}<EncodingType>url</EncodingType>`)).page), [
    'a b +é&amp;',
  ]);
  assert.equal(keysOf(parse(listing(`<EncodingType>url</EncodingType>${encoded}`)).page), [
    'a b +é&amp;',
  ]);
  assert.equal(keysOf(parse(listing(encoded)).page), ['a+b%20%2B%C3%A9%26amp%3B']);
});

test('elements that nobody asked for are passed, with what is in them', () => {
  const owner = '<Owner><ID>1</ID><Key>decoy</Key><x/></Owner>';
  const page = parse(
    `${listing(`<Name>harbour</Name>${object('a', owner)}<Unknown><Key>b</Key></Unknown>`)}\n`,
  );
  assert.equal(keysOf(page.page), ['a']);
});

test('ETags lose their quotes, written either way, and only those', () => {
  const tags = ['&quot;ab-2&quot;', '"cd"', 'ef'].map((tag, i) =>
    object(`k${i}`, `<ETag>${tag}</ETag>`),
  );
  assert.equal(etagsOf(parse(listing(tags.join(''))).page), ['ab-2', 'cd', 'ef']);
});

test('archived objects are told from readable and restored ones', () => {
  const restored = (inProgress: boolean): string =>
    `<StorageClass>GLACIER</StorageClass><RestoreStatus><IsRestoreInProgress>${inProgress}</IsRestoreInProgress>${inProgress ? '' : '<RestoreExpiryDate>2026-12-01T00:00:00Z</RestoreExpiryDate>'}</RestoreStatus>`;
  const codes = [
    '<StorageClass>STANDARD</StorageClass>',
    '<StorageClass>GLACIER_IR</StorageClass>',
    '<StorageClass>GLACIER</StorageClass>',
    '<StorageClass>DEEP_ARCHIVE</StorageClass>',
    restored(false),
    restored(true),
  ].map((more) => parse(listing(object('k', more))).page.storageClasses[0]);
  assert.equal(codes, [0, 0, 1, 1, 2, 1]);
});

test('times are read in every form of ISO 8601 that servers write', () => {
  const at = (time: string): number | undefined =>
    parse(listing(object('k', `<LastModified>${time}</LastModified>`))).page.modified[0];
  const expected = Date.UTC(2026, 10, 22, 17, 49, 30);
  for (const time of [
    '2026-11-22T17:49:30.000Z',
    '2026-11-22T17:49:30Z',
    '2026-11-22T18:49:30+01:00',
  ]) {
    assert.is(at(time), expected, time);
  }
  for (const time of ['yesterday', '2026-13-22T17:49:30.000Z', '2026-11-22T17:49:3x.000Z', '']) {
    assert.is(
      reasonOf(listing(object('k', `<LastModified>${time}</LastModified>`))),
      'bad-value',
      time,
    );
  }
});

test('an answer that is cut anywhere is never taken for a page', () => {
  const whole = listing(`<KeyCount>2</KeyCount>${object('a')}${object('b')}`);
  for (let length = 0; length < whole.length; length++) {
    assert.is.not(reasonOf(whole.slice(0, length)), 'none', whole.slice(0, length));
  }
  assert.is(reasonOf(whole), 'none');
});

const HOSTILE: readonly (readonly [name: string, text: string, reason: string])[] = [
  ['nothing', '', 'cut'],
  ['plain text', 'Welcome to the harbour', 'not-a-listing'],
  ['a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'not-a-listing'],
  ['a page without doctype', '<html><body>Sign in</body></html>', 'not-a-listing'],
  ['JSON', '{"keys":[]}', 'not-a-listing'],
  ['another S3 document', '<ListAllMyBucketsResult></ListAllMyBucketsResult>', 'not-a-listing'],
  ['an entity definition', '<!DOCTYPE a [<!ENTITY b "c">]><ListBucketResult/>', 'not-a-listing'],
  ['a doctype inside', listing('<!DOCTYPE a>'), 'not-xml'],
  ['an unknown entity', listing(object('&bomb;')), 'bad-value'],
  ['an endless entity', listing(object('&aaaaaaaaaaaaaaaaaaaaaaaaaaaa')), 'bad-value'],
  ['a surrogate reference', listing(object('&#xD800;')), 'bad-value'],
  ['a reference beyond Unicode', listing(object('&#x110000;')), 'bad-value'],
  ['half an escape', listing(`<EncodingType>url</EncodingType>${object('a%4')}`), 'bad-encoding'],
  [
    'an escape of other letters',
    listing(`<EncodingType>url</EncodingType>${object('a%zz')}`),
    'bad-encoding',
  ],
  ['closed by another name', listing('<Contents><Key>a</Key><Size>1</Size></Content>'), 'not-xml'],
  [
    'a leaf with a child',
    listing('<Contents><Key><b>a</b></Key><Size>1</Size></Contents>'),
    'not-xml',
  ],
  ['more after the end', `${listing('')}<Error/>`, 'not-xml'],
  ['very deep', listing(`${'<a>'.repeat(100_000)}`), 'not-xml'],
  ['no IsTruncated', '<ListBucketResult></ListBucketResult>', 'bad-value'],
  ['an unclear IsTruncated', listing('', 'maybe'), 'bad-value'],
  ['truncated without a token', listing(object('a'), 'true'), 'no-token'],
  [
    'truncated with an empty token',
    listing('<NextContinuationToken></NextContinuationToken>', 'true'),
    'no-token',
  ],
  [
    'a token of a megabyte',
    listing(`<NextContinuationToken>${'t'.repeat(1e6)}</NextContinuationToken>`, 'true'),
    'bad-value',
  ],
  ['fewer keys than said', listing(`<KeyCount>2</KeyCount>${object('a')}`), 'key-count'],
  ['more keys than asked for', listing(object('a').repeat(4)), 'too-many-keys'],
  ['an object without a key', listing('<Contents><Size>1</Size></Contents>'), 'bad-value'],
  ['an object with an empty key', listing(object('')), 'bad-value'],
  ['an object without a size', listing('<Contents><Key>a</Key></Contents>'), 'bad-value'],
  ['a negative size', listing('<Contents><Key>a</Key><Size>-1</Size></Contents>'), 'bad-value'],
  [
    'a size beyond counting',
    listing(`<Contents><Key>a</Key><Size>${'9'.repeat(40)}</Size></Contents>`),
    'bad-value',
  ],
  [
    'directories nobody asked for',
    listing('<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>'),
    'bad-value',
  ],
];
for (const [name, text, reason] of HOSTILE) {
  test(`${name} is ${reason}`, () => assert.is(reasonOf(text), reason));
}

test('keys and directories outside the prefix are refused', () => {
  const directory = (prefix: string): string =>
    listing(`<CommonPrefixes><Prefix>${prefix}</Prefix></CommonPrefixes>`);
  assert.is(reasonOf(listing(object('quay/a')), 'quay/'), 'none');
  assert.is(reasonOf(listing(object('sea/a')), 'quay/'), 'outside-prefix');
  assert.is(reasonOf(listing(object('q')), 'quay/'), 'outside-prefix');
  assert.is(reasonOf(directory('quay/a/'), 'quay/', '/'), 'none');
  // The walk would list the same directory for ever.
  assert.is(reasonOf(directory('quay/'), 'quay/', '/'), 'outside-prefix');
  assert.is(reasonOf(directory('sea/'), 'quay/', '/'), 'outside-prefix');
  assert.is(reasonOf(directory('quay/a'), 'quay/', '/'), 'bad-value');
});

test('an <Error> is told from a listing', () => {
  const body = Buffer.from('<Error><Code>InternalError</Code></Error>');
  assert.is(
    parseListPage(body, { prefix: Buffer.alloc(0), delimiter: undefined, maxKeys: 3 }),
    'error',
  );
});

test('KeyCount may or may not count directories', () => {
  const both = `${object('a')}<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>`;
  for (const [count, reason] of [
    [1, 'none'],
    [2, 'none'],
    [3, 'key-count'],
  ] as const) {
    assert.is(reasonOf(listing(`<KeyCount>${count}</KeyCount>${both}`), '', '/'), reason);
  }
});

test.run();
