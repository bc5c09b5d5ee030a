import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserError } from '../../src/catalogue/index.ts';
import { bucketConfig, configOf, extractFrom, maskEntry } from '../support/extraction.ts';
import { type Lake, MemoryStore, type MemoryStoreOptions } from '../support/memory-store.ts';

const test = suite('extract');

/** The extraction of one bucket `harbour`. */
const extractLake = (
  lake: Lake,
  masks: Parameters<typeof bucketConfig>[0],
  options: Parameters<typeof extractFrom>[2] & {
    readonly bucket?: Parameters<typeof bucketConfig>[1];
    readonly store?: MemoryStoreOptions;
  } = {},
) =>
  extractFrom(
    configOf(bucketConfig(masks, options.bucket)),
    [new MemoryStore(lake, options.store)],
    options,
  );

const paths = (extraction: Awaited<ReturnType<typeof extractFrom>>): readonly string[] =>
  extraction.entries.map((entry) => entry.path);
const fieldsOf = (
  extraction: Awaited<ReturnType<typeof extractFrom>>,
  path: string,
): readonly string[] => {
  const entry = extraction.entries.find((one) => one.path === path);
  return entry?.kind === 'file' ? entry.fields.map((field) => `${field.name}:${field.type}`) : [];
};

test('groups the objects of a mask into one file and reads its newest member', async () => {
  const found = await extractLake(
    {
      'landings/20240101/catch.csv': 'ship;weight\nAurora;12\n',
      'landings/20240301/catch.csv': 'ship;weight;port\nAurora;12.5;Brest\n',
      'landings/20240230/catch.csv': 'no;such;day\n1;2;3\n',
      'landings/readme.txt': 'hello',
    },
    ['/landings/{YYYYMMDD}/catch.csv'],
  );
  assert.equal(paths(found), ['/landings/{YYYYMMDD}/catch.csv']);
  assert.equal(fieldsOf(found, '/landings/{YYYYMMDD}/catch.csv'), [
    'ship:string',
    'weight:number',
    'port:string',
  ]);
  assert.is(found.run.objectsListed, 4);
  assert.is(found.run.ignoredKeys, 2);
  assert.is(found.run.getRequests, 1);
  assert.is(
    found.representativeOf('harbour', '/landings/{YYYYMMDD}/catch.csv'),
    'landings/20240301/catch.csv',
  );
});

test('reads the oldest member when asked, and never an empty one while another has bytes', async () => {
  const lake: Lake = {
    'tides/2023.csv': '',
    'tides/2024.csv': 'early\n1\n',
    'tides/2025.csv': 'late\n1\n',
    'tides/2026.csv': '',
  };
  const mask = '/tides/{YYYY}.csv';
  const oldest = maskEntry(mask, { sample: { take: 'oldest', files: 1 } });
  assert.equal(fieldsOf(await extractLake(lake, [oldest]), mask), ['early:integer']);
  assert.equal(fieldsOf(await extractLake(lake, [mask]), mask), ['late:integer']);
});

test('of a delivery without records the fields of the one before show, else those that were known', async () => {
  const nothing = { body: gzipSync('') };
  const lake: Lake = {
    'tides/2024.json': '[{"height":1}]',
    'tides/2025.json': '[]',
    'buoys/2024.csv.gz': { body: gzipSync('mass\n5\n') },
    'buoys/2025.csv.gz': nothing,
  };
  const masks = ['/tides/{YYYY}.json', '/buoys/{YYYY}.csv.gz'];
  const found = await extractLake(lake, masks);
  assert.equal(fieldsOf(found, '/tides/{YYYY}.json'), ['height:integer']);
  assert.equal(fieldsOf(found, '/buoys/{YYYY}.csv.gz'), ['mass:integer']);
  const told = (one: typeof found) =>
    one.observations.map(({ rule, subject, volatile }) => [rule, subject.path, volatile?.['key']]);
  assert.equal(told(found), [
    ['file/empty', '/buoys/{YYYY}.csv.gz', 'buoys/2025.csv.gz'],
    ['file/empty', '/tides/{YYYY}.json', 'tides/2025.json'],
  ]);
  const late: Lake = { 'tides/2025.json': '[]', 'buoys/2025.csv.gz': nothing };
  const after = await extractLake(late, masks, { previous: found.entries });
  assert.equal(after.entries, found.entries);
  assert.equal(told(after), told(found));
  const first = await extractLake({ 'tides/2025.json': '[]' }, ['/tides/{YYYY}.json']);
  assert.equal(first.entries[0]?.kind === 'file' && first.entries[0].fields, []);
});

test('takes the latest LastModified, then the greatest key, where no date is captured', async () => {
  const lake: Lake = {
    'a/1.csv': { body: 'one\n1\n', modified: 5 },
    'a/2.csv': { body: 'two\n1\n', modified: 9 },
    'a/3.csv': { body: 'three\n1\n', modified: 9 },
    'a/4.csv': { body: 'four\n1\n', modified: 1 },
  };
  assert.equal(fieldsOf(await extractLake(lake, ['/a/*.csv']), '/a/*.csv'), ['three:integer']);
});

test('a separating placeholder makes a file for every value', async () => {
  const found = await extractLake(
    { 'eu/1.csv': 'x\n1\n', 'eu/2.csv': 'x\n1\n', 'us/1.csv': 'y\n1\n' },
    ['/{{region:alpha}}/{n:int}.csv'],
  );
  assert.equal(paths(found), ['/eu/{n:int}.csv', '/us/{n:int}.csv']);
});

test('without a mask every object is a file, and a marker of an empty folder a directory', async () => {
  const found = await extractLake(
    {
      'empty/': '',
      'full/': '',
      'full/ships.csv': 'name\nAurora\n',
      'deep/er/': '',
      'deep/': '',
      both: 'x',
      'both/inside.csv': 'a\n1\n',
      'slash/': 'not empty, so no folder',
    },
    [],
  );
  assert.equal(
    found.entries.map((entry) => `${entry.kind} ${entry.path}`),
    [
      'file /both',
      'file /both/inside.csv',
      'directory /deep/er/',
      'directory /empty/',
      'file /full/ships.csv',
      'file /slash/',
    ],
  );
});

test('markers below a mask keep its text: a new day is no news', async () => {
  const mask = '/landings/{YYYYMMDD}/catch.csv';
  const onlyMarkers = await extractLake(
    { 'landings/': '', 'landings/20240101/': '', 'landings/20240102/': '', 'landings/other/': '' },
    [mask],
  );
  assert.equal(paths(onlyMarkers), ['/landings/{YYYYMMDD}/']);
  assert.is(onlyMarkers.run.ignoredKeys, 1);
  const withFile = await extractLake(
    { 'landings/20240101/': '', 'landings/20240102/catch.csv': 'a\n1\n' },
    [mask],
  );
  assert.equal(paths(withFile), [mask]);
});

test('lists only the literal prefixes of the masks when unmatched keys are ignored', async () => {
  const store = new MemoryStore({
    'ships/a.csv': 'a\n1\n',
    'crews/a.csv': 'a\n1\n',
    'logs/a.log': '',
  });
  const found = await extractFrom(configOf(bucketConfig(['/ships/*.csv', '/crews/*.csv'])), [
    store,
  ]);
  assert.equal(store.listedPrefixes.sort(), ['crews/', 'ships/']);
  assert.is(found.run.objectsListed, 2);
  assert.ok(store.closed);
});

test('excluded keys are neither files nor ignored; unmatched keys are told by shape', async () => {
  const found = await extractLake(
    {
      'in/1.csv': 'a\n1\n',
      'in/_tmp/2.csv': '',
      'in/note1.txt': 'x',
      'in/note2.txt': 'x',
      'in/x.md': 'x',
    },
    ['!/in/_tmp/**', '/in/*.csv'],
  );
  assert.equal(paths(found), ['/in/*.csv']);
  assert.is(found.run.ignoredKeys, 3);
  const unmatched = found.observations.filter(({ rule }) => rule === 'source/unmatched-keys');
  assert.equal(
    unmatched.map(({ subject, volatile }) => [
      subject.path,
      volatile?.['count'],
      volatile?.['example'],
    ]),
    [
      ['/in/note{n:int}.txt', 2, 'in/note1.txt'],
      ['/in/x.md', 1, 'in/x.md'],
    ],
  );
});

test('keys of shapes too many are told with the last shape of the report', async () => {
  const lake = Object.fromEntries([
    ...[...'abcdefghijkl'].map((letter) => [`in/${letter}.${letter}xt`, 'x'] as const),
    ['in/20240101/z.txt', 'x'],
    ['in/20240102/z.txt', 'x'],
  ]);
  const { observations } = await extractLake(lake, ['/in/*.csv']);
  const told = observations.filter(({ rule }) => rule === 'source/unmatched-keys');
  const more = told.filter(({ volatile }) => volatile?.['more'] !== undefined);
  assert.equal(
    more.map(({ subject, volatile }) => [subject.path, volatile?.['more']]),
    [['/in/{YYYYMMDD}/z.txt', 3]],
  );
});

test('the masks proposed for unmatched keys are read with the tokens of the configuration', async () => {
  const bucket = bucketConfig(['/in/*.csv']);
  const pattern = { pattern: '[0-9]{2}', location: bucket.location };
  const config = { ...configOf(bucket), tokens: new Map([['zz', pattern]]) };
  const store = new MemoryStore({ 'in/fr/a.txt': 'x', 'in/de/a.txt': 'x', 'in/1.csv': 'a\n1\n' });
  const { observations } = await extractFrom(config, [store]);
  const unmatched = observations.filter(({ rule }) => rule === 'source/unmatched-keys');
  assert.equal(
    unmatched.map(({ subject }) => subject.path),
    ['/in/{code:alpha(2)}/a.txt'],
  );
});

test('a folder marker that no mask leads to is told until it is excluded', async () => {
  const lake = { 'in/1.csv': 'a\n1\n', 'in/old/': '' };
  const told = async (masks: readonly string[]): Promise<number> => {
    const { observations } = await extractLake(lake, masks);
    return observations.filter(({ rule }) => rule === 'source/unmatched-keys').length;
  };
  assert.is(await told(['/in/*.csv']), 1);
  assert.is(await told(['!/in/old/', '/in/*.csv']), 0);
});

test('a mask that takes nothing is told', async () => {
  const found = await extractLake({ 'a/1.csv': 'x\n1\n' }, ['/a/*.csv', '/b/*.csv']);
  assert.equal(
    found.observations.map(({ rule, subject }) => [rule, subject.path]),
    [['source/mask-without-files', '/b/*.csv']],
  );
});

test('an unreadable file keeps its fields and its dialect', async () => {
  const lake: Lake = { 'a.csv': 'x;y\n1;2\n', 'b.csv': 'z\n1\n' };
  const before = await extractLake(lake, []);
  const after = await extractLake(lake, [], {
    previous: before.entries,
    store: { readFailure: (key) => (key === 'a.csv' ? 's3/access-denied-read' : undefined) },
  });
  const [a, b] = after.entries;
  assert.equal(a, { ...before.entries[0], unread: 'access-denied' });
  assert.equal(b, before.entries[1]);
  assert.equal(after.run.unread, [{ bucket: 'harbour', path: '/a.csv', reason: 'access-denied' }]);
  assert.is(after.observations.filter(({ rule }) => rule === 'source/unread-file').length, 1);
});

test('a bucket of which nothing could ever be read is a failure', async () => {
  try {
    await extractLake({ 'a.csv': 'x\n', 'b.csv': 'y\n' }, [], {
      store: { readFailure: () => 's3/access-denied-read' },
    });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, UserError);
    assert.is((error as UserError).id, 's3/access-denied-read');
  }
});

test('an archived object is not asked for', async () => {
  const store = new MemoryStore({ 'a.csv': { body: 'x\n1\n', archived: true } });
  const found = await extractFrom(configOf(bucketConfig([])), [store]);
  assert.equal(
    found.run.unread.map(({ reason }) => reason),
    ['archived'],
  );
  assert.is(store.reads.length, 0);
});

test('an object replaced after it was listed is listed again and read as it is now', async () => {
  const store = new MemoryStore(
    { 'a.csv': 'old\n1\n' },
    {
      readFailure: (_, attempt) => {
        if (attempt > 1) return undefined;
        store.objects.set('a.csv', { body: 'new;er\n1;2\n', size: 11, modified: 1 });
        return 's3/changed';
      },
    },
  );
  const found = await extractFrom(configOf(bucketConfig([])), [store]);
  assert.equal(fieldsOf(found, '/a.csv'), ['new:integer', 'er:integer']);
});

test('an object deleted after it was listed gives way to the next one, and is no file of its own', async () => {
  const store = new MemoryStore(
    { 'g/20240101.csv': 'kept\n1\n', 'g/20240102.csv': 'gone\n1\n', 'lone.csv': 'gone\n1\n' },
    {
      readFailure: (key) => {
        if (key === 'g/20240101.csv') return undefined;
        store.objects.delete(key);
        return 's3/no-such-key';
      },
    },
  );
  const config = configOf(bucketConfig(['/g/{YYYYMMDD}.csv'], { unmatched: 'list' }));
  const found = await extractFrom(config, [store]);
  assert.equal(paths(found), ['/g/{YYYYMMDD}.csv']);
  assert.equal(fieldsOf(found, '/g/{YYYYMMDD}.csv'), ['kept:integer']);
});

test('a listing that fails half way gives no extraction and stops the others', async () => {
  const stores = [
    new MemoryStore(
      { a: '1', b: '2', c: '3' },
      { pageSize: 1, listFailure: (page) => (page === 2 ? 's3/incomplete-listing' : undefined) },
    ),
    new MemoryStore({ 'a.csv': 'x\n1\n' }, { delay: () => 5 }),
  ];
  const config = configOf(bucketConfig([]), bucketConfig([], { name: 'orchard' }));
  try {
    await extractFrom(config, stores);
    assert.unreachable();
  } catch (error) {
    assert.is((error as UserError).id, 's3/incomplete-listing');
  }
  assert.ok(stores.every(({ closed }) => closed));
  assert.equal(stores[1]?.reads, []);
});

test('an interrupted run rejects and closes its stores', async () => {
  const interrupt = new AbortController();
  const store = new MemoryStore({ a: '1', b: '2' }, { pageSize: 1, delay: () => 5 });
  const run = extractFrom(configOf(bucketConfig([])), [store], { signal: interrupt.signal });
  interrupt.abort();
  try {
    await run;
    assert.unreachable();
  } catch (error) {
    assert.is((error as UserError).id, 'run/interrupted');
  }
  assert.ok(store.closed);
});

test('types are sticky until a value contradicts them', async () => {
  const mask = '/t/{YYYY}.csv';
  const first = await extractLake({ 't/2024.csv': 'a;b\n1.5;x\n' }, [mask]);
  assert.equal(fieldsOf(first, mask), ['a:number', 'b:string']);
  const second = await extractLake({ 't/2025.csv': 'a;b\n2;7\n' }, [mask], {
    previous: first.entries,
  });
  assert.equal(fieldsOf(second, mask), ['a:number', 'b:string']);
  const third = await extractLake({ 't/2026.csv': 'a;b\ntwo;7\n' }, [mask], {
    previous: second.entries,
  });
  assert.equal(fieldsOf(third, mask), ['a:string', 'b:string']);
});

test('members of one file that disagree on their header are told apart', async () => {
  const mask = maskEntry('/m/{YYYY}.csv', { sample: { take: 'newest', files: 3 } });
  const found = await extractLake(
    {
      'm/2023.csv': 'a;b\n1;2\n',
      'm/2024.csv': 'a;b\n1;2\n',
      'm/2025.csv': 'a;c\n1;2\n',
      'm/2022.csv': 'z\n1\n',
    },
    [mask],
  );
  const mixed = found.observations.find(({ rule }) => rule === 'dataset/mixed-headers');
  assert.equal(mixed?.volatile?.['variants'], [
    { files: 1, key: 'm/2025.csv', fields: 2, missing: [], extra: [] },
    { files: 2, key: 'm/2024.csv', fields: 2, missing: ['c'], extra: ['b'] },
  ]);
  assert.is(found.run.getRequests, 3);
});

test('a member without bytes or that cannot be read disagrees with no other', async () => {
  const mask = maskEntry('/m/{YYYY}.csv', { sample: { take: 'newest', files: 5 } });
  const found = await extractLake(
    {
      'm/2023.csv': 'a;b\n1;2\n',
      'm/2024.csv': '',
      'm/2025.csv': 'a;b\n1;2\n',
      'm/2022.csv.bak': 'z',
      'm/2022.csv': { body: gzipSync('a;b\n1;2\n').fill(0xff, 10) },
      'm/2021.csv': { body: gzipSync(Buffer.alloc(0)) },
    },
    [mask],
  );
  assert.is(found.run.getRequests, 4);
  assert.equal(
    found.observations.filter(({ rule }) => rule === 'dataset/mixed-headers'),
    [],
  );
});

test('a field has the type that no member of the sample contradicts', async () => {
  const mask = '/w/{YYYY}.csv';
  const sampled = maskEntry(mask, { sample: { take: 'newest', files: 3 } });
  const lake = {
    'w/2025.csv': 'weight;tide;landed;quay;late\n1;4;2024-01-05;;x\n',
    'w/2024.csv': 'weight;landed;tide;quay\n1,5;soon;4;7\n',
    'w/2023.csv': 'weight;tide;landed;quay\n2;high;2024-01-05;8\n',
  };
  const found = await extractLake(lake, [sampled]);
  assert.equal(fieldsOf(found, mask), [
    'weight:number',
    'tide:string',
    'landed:string',
    'quay:integer',
    'late:string',
  ]);
  const alone = await extractLake(lake, [maskEntry(mask)]);
  assert.equal(fieldsOf(alone, mask).slice(0, 2), ['weight:integer', 'tide:integer']);
});

test('members of a sample agree field by field, white space in names and all', async () => {
  const mask = '/w/{YYYY}.csv';
  const rows = (id: number): string => `id,"id ",name\n${id},quay ${id},x\n`;
  const lake = { 'w/2024.csv': rows(1), 'w/2025.csv': rows(2) };
  const sampled = maskEntry(mask, { sample: { take: 'newest', files: 2 } });
  const found = await extractLake(lake, [sampled]);
  assert.equal(fieldsOf(found, mask), ['id:integer', 'id :string', 'name:string']);
});

test('the number of files is bounded with a clear error', async () => {
  try {
    await extractLake({ a: '1', b: '2', c: '3' }, [], { limits: { maxFiles: 2 } });
    assert.unreachable();
  } catch (error) {
    assert.is((error as UserError).id, 'run/too-many-files');
  }
});

test('the same lake gives the same extraction at any concurrency and in any order of arrival', async () => {
  const segment = fc.constantFrom('20240101', '20240229', '20230229', 'x', '', 'é', '😀', 'a b');
  const keys = fc.uniqueArray(
    fc
      .tuple(
        fc.constantFrom('fleet', 'crew', 'dock'),
        segment,
        fc.constantFrom('a.csv', 'b.csv', ''),
      )
      .map((parts) => parts.join('/')),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(
      keys,
      fc.array(fc.nat(3), { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 1, max: 7 }),
      async (names, delays, pageSize) => {
        const lake = Object.fromEntries(
          names.map((name, i) => [
            name,
            { body: name.endsWith('/') ? '' : `f${i % 3};g\n1;2\n`, modified: i % 4 },
          ]),
        );
        const config = configOf(
          bucketConfig(
            ['/fleet/{YYYYMMDD}/*.csv', '!/fleet/x/**', '/crew/{{who:string}}/{c:alpha}.csv'],
            { unmatched: 'list' },
          ),
        );
        const run = (limits: object, store: MemoryStoreOptions) =>
          extractFrom(config, [new MemoryStore(lake, store)], { limits });
        const one = await run({ listConcurrency: 1, readConcurrency: 1 }, {});
        const many = await run(
          { listConcurrency: 32, readConcurrency: 32 },
          { pageSize, delay: (n) => delays[n % delays.length] ?? 0 },
        );
        assert.equal(many.entries, one.entries);
        assert.equal(many.observations, one.observations);
      },
    ),
    { numRuns: 40 },
  );
});

test.run();
