import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readFile } from '../../../src/format/index.ts';
import { AUTO, memorySource } from '../memory-source.ts';

const test = suite('json');

const read = (name: string, text: string | Buffer) =>
  readFile(memorySource(name, Buffer.from(text as string)), AUTO);
const shown = async (name: string, text: string | Buffer): Promise<readonly string[]> =>
  (await read(name, text)).fields.map((field) => `${field.name}: ${field.type}`);

test('lines: the union of names, in order of first appearance', async () => {
  const text = '{"tree":"plum","7":1,"ripe":true}\n{"ripe":null,"picked":{"by":"Ada","kg":2.5}}\n';
  assert.equal(await shown('orchard.jsonl', text), [
    'tree: string',
    '7: integer',
    'ripe: boolean',
    'picked.by: string',
    'picked.kg: number',
  ]);
});

test('a document: a list of records, one record, values one after another', async () => {
  assert.equal(await shown('orchard.json', '[{"tree":"plum"},{"rows":[{"x":1},{"y":2}]}]'), [
    'tree: string',
    'rows.x: integer',
    'rows.y: integer',
  ]);
  assert.equal(await shown('orchard.json', '{"tree":"plum","tags":["a"]}'), [
    'tree: string',
    'tags: string',
  ]);
  assert.equal(await shown('orchard.json', '{"tree":"plum"} {"kg":1}'), [
    'tree: string',
    'kg: integer',
  ]);
});

test('a head that ends anywhere in a record is read up to there', async () => {
  const line = '{"quay":"north","berths":[1, 2], "crane": {"tons": 12}, "open": true}';
  for (let at = 0; at <= line.length; at++) {
    const pad = `{"pad":"${'-'.repeat(65_536 - at - 11)}"}\n`;
    const reading = await read('harbour.jsonl', `${pad}${`${line}\n`.repeat(3)}`);
    assert.is(reading.unread, undefined, `cut after ${line.slice(0, at)}`);
    assert.is(reading.fields[0]?.name, 'pad');
  }
});

test('types: by the text of numbers and the look of strings', async () => {
  const cases: readonly (readonly [readonly string[], string, readonly string[]])[] = [
    [['1', '-2'], 'integer', ['integer', 'number']],
    [['1.0'], 'number', ['number']],
    [['1', '2e3'], 'number', ['number']],
    [['NaN', '-Infinity'], 'number', ['number']],
    [['12345678901234567890'], 'integer', ['integer', 'number']],
    [['true'], 'boolean', ['boolean']],
    [['true', '1'], 'string', ['string']],
    [['"2024-02-29"', 'null'], 'date', ['date', 'string']],
    [['"2024-02-29T23:59:60.5+02:00"', '"2024-02-29 10:00Z"'], 'datetime', ['datetime', 'string']],
    [['"10:30"'], 'time', ['time', 'string']],
    [['"2024-13-01"'], 'string', ['string']],
    [['"2024-02-29"', '"plum"'], 'string', ['string']],
    [['""'], 'string', ['string']],
    [['[1, 2]', '3'], 'integer', ['integer', 'number']],
  ];
  for (const [values, type, accepts] of cases) {
    const reading = await read('t.jsonl', values.map((value) => `{"v":${value}}`).join('\n'));
    assert.equal(
      [reading.fields[0]?.type, reading.fields[0]?.accepts],
      [type, accepts],
      values.join(),
    );
  }
});

test('what is only null, or empty, contradicts no type', async () => {
  for (const value of ['null', '{}', '[]', '[null]']) {
    const { fields } = await read('t.json', `{"v":${value}}`);
    assert.is(fields[0]?.type, 'string');
    assert.is(fields[0]?.accepts.length, 7);
  }
});

test('a name that holds a scalar here and an object there is both', async () => {
  assert.equal(await shown('t.jsonl', '{"v":1}{"v":{"w":2}}'), ['v: integer', 'v.w: integer']);
});

test('a record that is cut is not seen', async () => {
  const line = `{"pad":"${'x'.repeat(1000)}","kg":1}\n`;
  const text = `${line.repeat(64)}{"late":"${'x'.repeat(70_000)}"}\n`;
  assert.equal(await shown('orchard.jsonl', text), ['pad: string', 'kg: integer']);
});

test('a first record longer than the head is asked for, once', async () => {
  const source = memorySource('t.json', Buffer.from(`{"a":"${'x'.repeat(300_000)}","b":1}`));
  const reading = await readFile(source, AUTO);
  assert.equal(
    reading.fields.map((field) => field.name),
    ['a', 'b'],
  );
  assert.is(source.requests, 2);
});

test('of a document longer than that, its beginning is known', async () => {
  const features = Array(60_000).fill('{"name":"Brest","at":[1.5,2]}').join();
  const text = `{"type":"FeatureCollection","features":[${features}]}`;
  assert.equal(await shown('harbours.geojson', text), [
    'type: string',
    'features.name: string',
    'features.at: number',
  ]);
});

test('the extension decides between the two, the first bracket where there is none', async () => {
  const format = async (name: string, text: string) => (await read(name, text)).format;
  assert.is(await format('a.json', '{"a":1}\n{"a":2}\n'), 'json');
  assert.is(await format('a.jsonl', '[{"a":1}]'), 'jsonl');
  assert.is(await format('part-0001', '{"a":1}\n'), 'jsonl');
  assert.is(await format('part-0001', '[{"a":1}]'), 'json');
  assert.is(await format('a.csv', '\n {"a":1}'), 'jsonl');
});

test('other text that begins with a bracket is not taken for it', async () => {
  for (const text of ['[section]\nkey = 1\n', '{{ template }}', '[INFO] harbour open', '{a: 1}']) {
    assert.not.equal((await read('harbour.log', text)).format, 'json');
    assert.not.equal((await read('harbour.log', text)).format, 'jsonl');
  }
});

test('what is no JSON is undecodable', async () => {
  for (const text of [
    '{"a":1,}',
    '{"a" 1}',
    '{"a":1]',
    '[1 2]',
    '{"a":tru}',
    '{"a":1',
    '{a:1}',
    '[{"a":1},]x',
  ]) {
    assert.is((await read('t.json', text)).unread, 'undecodable', text);
  }
});

test('no names: nothing, a scalar, a list of scalars', async () => {
  for (const text of ['  ', '42', '"plum"', '[]', '[1,2]', '[[1],[2]]']) {
    const reading = await read('t.json', text);
    assert.equal(reading.fields, [], text);
    assert.is(reading.unread, undefined, text);
  }
});

test('byte-order marks, UTF-16, escapes, and names of inherited things', async () => {
  assert.equal(await shown('t.json', '\ufeff{"p\\u006cum\\n":1}'), ['plum\n: integer']);
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('[{"plum":1}]', 'utf16le')]);
  assert.equal(await shown('t', wide), ['plum: integer']);
  assert.equal(await shown('t.json', '{"__proto__":1,"constructor":{"x":2}}'), [
    '__proto__: integer',
    'constructor.x: integer',
  ]);
});

test('blank names get one, and are noted', async () => {
  const reading = await read('t.json', '{"":1,"a":2," ":{"x":3}}');
  assert.equal(
    reading.fields.map((field) => field.name),
    ['column_1', 'a', 'column_3.x'],
  );
  assert.equal(
    reading.observations.map((one) => one.field),
    ['column_1', 'column_3.x'],
  );
});

test('nesting bombs are bounded', async () => {
  const depth = 30_000;
  const bombs = [
    '['.repeat(depth * 2),
    `${'['.repeat(depth)}${']'.repeat(depth)}`,
    '{"a":'.repeat(depth),
    `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
    '{"a":[{"a":['.repeat(5000),
  ];
  for (const text of bombs) {
    const reading = await read('bomb.json', text);
    assert.ok(reading.fields.length <= 1);
  }
});

test('JSON without a value is empty, one of values without names is not', async () => {
  const rules = async (text: string) =>
    (await read('catch.json', text)).observations.map(({ rule }) => rule);
  for (const text of ['[]', '{}', 'null', ' \n', '[{}, null]']) {
    assert.equal(await rules(text), ['file/empty'], text);
  }
  for (const text of ['[1, 2]', '"cod"', '[["cod"]]', '{"cod": null}']) {
    assert.equal(await rules(text), [], text);
  }
});

test('a million names are over budget', async () => {
  const names = Array.from({ length: 80_000 }, (_, i) => `"n${i}":1`).join();
  assert.is((await read('wide.json', `{${names}}`)).unread, 'over-budget');
});

test('what is nested deeper than readers go, and long names above many, are over budget', async () => {
  assert.is((await read('deep.json', '['.repeat(20_000))).unread, 'over-budget');
  const names = Array.from({ length: 5000 }, (_, i) => `"n${i}":1`).join();
  const long = `{"${'x'.repeat(4000)}":{${names}}}`;
  assert.is((await read('wide.json', long)).unread, 'over-budget');
});

test('law: the fields of any records are those a plain walk finds, however they are written', async () => {
  const key = fc.stringMatching(/^[a-zé"\\]{1,3}$/);
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.boolean(),
      fc.string(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4 }),
    ),
  })).any;
  const record = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5 });
  const walk = (path: string, at: unknown, names: Set<string>): void => {
    if (Array.isArray(at)) for (const one of at) walk(path, one, names);
    else if (typeof at === 'object' && at !== null) {
      for (const [name, inner] of Object.entries(at)) {
        walk(path === '' ? name : `${path}.${name}`, inner, names);
      }
    } else if (at !== null) names.add(path);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (records, pretty) => {
        const write = (one: unknown) => JSON.stringify(one, null, pretty ? 2 : undefined);
        const expected = new Set<string>();
        for (const one of records) walk('', one, expected);
        const list = await read('t.json', write(records));
        const lines = await read('t.jsonl', records.map(write).join('\n'));
        for (const reading of [list, lines]) {
          assert.is(reading.unread, undefined);
          const certain = reading.fields.filter((field) => field.accepts.length < 7);
          assert.equal(certain.map((field) => field.name).sort(), [...expected].sort());
        }
        assert.equal(list.fields, lines.fields);
      },
    ),
    { numRuns: 150 },
  );
});

test('law: a cut, wherever, gives fields of the whole or a typed answer', async () => {
  const text = '[{"tree":"plum","rows":[{"x":1.5}]},{"kg":null,"é":"2024-01-01"}]';
  const whole = new Set(await shown('t.json', text));
  for (let cut = 1; cut < text.length; cut++) {
    const reading = await read('t.json', text.slice(0, cut));
    const names = reading.fields.map((field) => `${field.name}: ${field.type}`);
    assert.ok(
      reading.unread === 'undecodable' || names.every((name) => whole.has(name)),
      String(cut),
    );
  }
});

test.run();
