import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bucketName,
  CHANGE_RULES,
  type Change,
  cataloguePath,
  type Entry,
  type FileEntry,
  type Finding,
  type Observation,
} from '../../src/catalogue/index.ts';
import { diffSnapshots } from '../../src/diff/index.ts';
import { changeToObservation, fingerprintOf, judge } from '../../src/rules/index.ts';

const test = suite('rules/changes');
const BUCKET = bucketName('orchard');
const trees = (names: readonly string[], rest: Partial<FileEntry> = {}): FileEntry => ({
  kind: 'file',
  bucket: BUCKET,
  path: cataloguePath('/trees.csv'),
  format: 'csv',
  delimiter: ',',
  encoding: 'utf-8',
  header: true,
  ...rest,
  fields: names.map((name) => ({ name, type: name.startsWith('n') ? 'integer' : 'string' })),
});
const store: Entry = { kind: 'directory', bucket: BUCKET, path: cataloguePath('/store/') };
const typed = (type: 'integer' | 'number'): FileEntry => ({
  ...trees([]),
  fields: [{ name: 'height', type }],
});

/** For each rule: a base and a head between which it fires. The same two the other way round are its silent case. */
const FIRES: Record<(typeof CHANGE_RULES)[number], readonly [readonly Entry[], readonly Entry[]]> =
  {
    'file/added': [[], [trees(['a'])]],
    'file/removed': [[trees(['a'])], []],
    'directory/added': [[], [store]],
    'directory/removed': [[store], []],
    'field/added': [[trees(['a'])], [trees(['a', 'b'])]],
    'field/inserted': [[trees(['a'])], [trees(['b', 'a'])]],
    'field/removed': [[trees(['a', 'b'])], [trees(['a'])]],
    'field/reordered': [[trees(['a', 'b'])], [trees(['b', 'a'])]],
    'field/renamed-case': [[trees(['Height'])], [trees(['height'])]],
    'field/renamed-space': [[trees(['height '])], [trees(['height'])]],
    'field/type-widened': [[typed('integer')], [typed('number')]],
    'field/type-narrowed': [[typed('number')], [typed('integer')]],
    'file/delimiter-changed': [[trees(['a'])], [trees(['a'], { delimiter: ';' })]],
    'file/header-gained': [[trees(['a'], { header: false })], [trees(['a'])]],
    'file/header-lost': [[trees(['a'])], [trees(['a'], { header: false })]],
    'file/encoding-changed': [[trees(['a'])], [trees(['a'], { encoding: 'utf-16le' })]],
    'file/compression-changed': [[trees(['a'])], [trees(['a'], { compression: 'gzip' })]],
    'file/format-changed': [[trees(['a'])], [trees(['a'], { format: 'jsonl' })]],
  };

async function findings(
  base: readonly Entry[],
  head: readonly Entry[],
): Promise<readonly Finding[]> {
  const observations: Observation[] = [];
  for await (const change of diffSnapshots(base, head))
    observations.push(changeToObservation(change));
  return judge(observations, { profile: 'by-name', settings: [] });
}

for (const rule of CHANGE_RULES) {
  const [base, head] = FIRES[rule];
  test(`${rule} fires, once`, async () => {
    const found = await findings(base, head);
    assert.equal(
      found.map((finding) => finding.rule),
      [rule],
    );
    assert.is(found[0]?.cause, 'data');
  });
  test(`${rule} is silent where nothing changed`, async () => {
    assert.equal(await findings(base, base), []);
    assert.equal(await findings(head, head), []);
  });
}

test('before and after are what the report shows', async () => {
  const change = async (base: readonly Entry[], head: readonly Entry[]) =>
    (await findings(base, head)).map(({ subject, before, after }) => ({
      field: subject.field,
      before,
      after,
    }));
  assert.equal(await change(...FIRES['field/removed']), [
    { field: 'b', before: { type: 'string' }, after: undefined },
  ]);
  assert.equal(await change(...FIRES['field/type-widened']), [
    { field: 'height', before: { type: 'integer' }, after: { type: 'number' } },
  ]);
  assert.equal(await change(...FIRES['field/renamed-space']), [
    { field: 'height', before: { name: 'height ' }, after: { name: 'height' } },
  ]);
  assert.equal(await change(...FIRES['field/reordered']), [
    { field: undefined, before: ['a', 'b'], after: ['b', 'a'] },
  ]);
  assert.equal(await change(...FIRES['file/removed']), [
    { field: undefined, before: { format: 'csv', fields: 1 }, after: undefined },
  ]);
  assert.equal(await change(...FIRES['file/delimiter-changed']), [
    { field: undefined, before: ',', after: ';' },
  ]);
});

test('a possible rename is noted on both, and is no part of either identity', async () => {
  const found = await findings([trees(['k', 'pear', 'z'])], [trees(['k', 'plum', 'z'])]);
  assert.equal(
    found.map(({ rule, related }) => [rule, related?.[0]?.args]),
    [
      ['field/inserted', { note: 'possible-rename', field: 'pear' }],
      ['field/removed', { note: 'possible-rename', field: 'plum' }],
    ],
  );
  const alone = await findings([trees(['k', 'pear', 'z'])], [trees(['k', 'z'])]);
  assert.is(found[1]?.fingerprint, alone[0]?.fingerprint);
});

const removal: Observation = {
  rule: 'field/removed',
  subject: { bucket: 'orchard', path: '/trees.csv', field: 'height' },
  args: { a: 1, b: [{ d: 2, c: null }] },
  before: { type: 'number' },
};

test('a fingerprint is the same everywhere and for ever', () => {
  assert.is(fingerprintOf(removal), '64e0963ea5c3273a');
});

test('a fingerprint does not see places, words, order of keys or what changes from day to day', () => {
  const same: Observation = {
    ...removal,
    subject: { field: 'height', path: '/trees.csv', bucket: 'orchard' },
    args: { b: [{ c: null, d: 2 }], a: 1, e: undefined },
    volatile: { position: 7 },
    location: { file: 'x.yaml', line: 3, column: 1 },
    cause: 'config',
    related: [{ args: { note: 'possible-rename', field: 'size' } }],
  };
  assert.is(fingerprintOf(same), fingerprintOf(removal));
});

test('a fingerprint sees everything else', () => {
  const others: readonly Observation[] = [
    { ...removal, rule: 'field/added' },
    { ...removal, subject: { ...removal.subject, field: 'Height' } },
    { ...removal, subject: { ...removal.subject, bucket: 'harbour' } },
    { ...removal, args: { a: 2, b: [{ d: 2, c: null }] } },
    { ...removal, before: { type: 'string' } },
    { ...removal, after: { type: 'number' } },
  ];
  assert.is(new Set([removal, ...others].map(fingerprintOf)).size, others.length + 1);
});

test('law: one change, one fingerprint', async () => {
  const anyNames = fc.uniqueArray(fc.constantFrom('a', 'A', 'b', 'c ', 'n1', 'n2'), {
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(anyNames, anyNames, async (a, b) => {
      const changes: Change[] = [];
      for await (const change of diffSnapshots([trees(a)], [trees(b)])) changes.push(change);
      const prints = changes.map((change) => fingerprintOf(changeToObservation(change)));
      assert.is(new Set(prints).size, changes.length);
      assert.ok(prints.every((print) => /^[0-9a-f]{16}$/.test(print)));
    }),
  );
});

test.run();
