import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserError } from '../../src/catalogue/index.ts';
import { file, print, read } from './harbour.ts';

const test = suite('snapshot/malformed');

const PORT = await print([
  file('/boats.csv', ['boat_id:integer', 'skipper:string']),
  file('/tides.csv', ['height:number']),
]);
const LINES = PORT.trimEnd().split('\n');

/** The text with line `number` (from 1) replaced. */
const edited = (number: number, line: string): string =>
  `${LINES.with(number - 1, line).join('\n')}\n`;

async function faultOf(...input: Parameters<typeof read>): Promise<UserError> {
  try {
    await read(...input);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('read without an error');
}

const CASES: readonly (readonly [name: string, text: string | Uint8Array, args: object])[] = [
  ['nothing at all', '', { reason: 'empty', line: 1 }],
  ['only white space', ' \n\n', { reason: 'empty' }],
  ['cut after a line', `${LINES.slice(0, 3).join('\n')}\n`, { reason: 'truncated', line: 4 }],
  ['cut inside a line', PORT.slice(0, -20), { reason: 'truncated', line: 6 }],
  ['cut after a heading', `${LINES.slice(0, 5).join('\n')}\n`, { reason: 'truncated', line: 6 }],
  [
    'reformatted, then cut',
    JSON.stringify(JSON.parse(PORT), null, 2).slice(0, 90),
    { reason: 'truncated' },
  ],
  [
    'a merge conflict',
    edited(3, `<<<<<<< HEAD\n${LINES[2]}\n=======\n${LINES[2]}\n>>>>>>> main`),
    { reason: 'conflict-markers', line: 3 },
  ],
  [
    'a merge conflict between headings',
    edited(5, `<<<<<<< HEAD\n${LINES[4]}`),
    { reason: 'conflict-markers', line: 5 },
  ],
  [
    'a conflict in a reformatted text',
    '{\n<<<<<<< HEAD\n"snapshot":1}',
    { reason: 'conflict-markers', line: 2 },
  ],
  ['a stray word', edited(4, `${LINES[3]} and more`), { reason: 'not-json', line: 4 }],
  ['a comma forgotten', edited(3, (LINES[2] ?? '').slice(0, -1)), { reason: 'not-json', line: 3 }],
  ['text after the end', `${PORT}{"extra":1}\n`, { reason: 'text-after-end', line: 7 }],
  ['not a snapshot', '{"name":"package"}', { reason: 'not-a-snapshot' }],
  ['a list', '[1,2]', { reason: 'not-a-snapshot' }],
  ['no JSON', 'snapshot: 1\nfiles: []\n', { reason: 'not-json' }],
  ['a comma too many', '{"snapshot":1,\n"files":[],\n}', { reason: 'not-json', line: 3 }],
  [
    'a pointer of git lfs',
    'version https://git-lfs.github.com/spec/v1\noid x\n',
    { reason: 'lfs-pointer' },
  ],
  [
    'an unknown type',
    edited(3, '{"name":"boat_id","type":"int"},'),
    { reason: 'wrong-value', key: 'type', line: 3 },
  ],
  [
    'an unknown key',
    edited(3, '{"name":"boat_id","typ":"integer"},'),
    { reason: 'unknown-key', key: 'typ', line: 3 },
  ],
  [
    'a key of the prototype',
    edited(3, '{"name":"a","type":"date","__proto__":1},'),
    { reason: 'unknown-key', line: 3 },
  ],
  [
    'a missing key',
    edited(3, '{"name":"boat_id"},'),
    { reason: 'missing-key', key: 'type', line: 3 },
  ],
  ['a field that is none', edited(3, '7},'), { reason: 'not-json', line: 3 }],
  [
    'a number for a name',
    edited(3, '{"name":7,"type":"date"},'),
    { reason: 'wrong-value', key: 'name' },
  ],
  [
    'a relative path',
    PORT.replace('"/boats.csv"', '"boats.csv"'),
    { reason: 'wrong-value', key: 'path', line: 2 },
  ],
  [
    'headings out of order',
    PORT.replace('"/tides.csv"', '"/a.csv"'),
    { reason: 'out-of-order', line: 6, path: '/a.csv' },
  ],
  [
    'a heading twice',
    PORT.replace('"/tides.csv"', '"/boats.csv"'),
    { reason: 'duplicate-path', path: '/boats.csv' },
  ],
  [
    'a heading twice in another layout',
    JSON.stringify(JSON.parse(PORT.replace('"/tides.csv"', '"/boats.csv"')), null, 1),
    { reason: 'duplicate-path', path: '/boats.csv', line: 24 },
  ],
  ['version nought', '{"snapshot":0,"files":[]}', { reason: 'wrong-value', key: 'snapshot' }],
  ['a version in words', '{"snapshot":"1","files":[]}', { reason: 'wrong-value', key: 'snapshot' }],
  ['files that are no list', '{"snapshot":1,"files":{}}', { reason: 'wrong-value', key: 'files' }],
  ['a file that is none', '{"snapshot":1,"files":[3]}', { reason: 'wrong-value', key: 'files' }],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from(LINES.slice(0, 2).join('\n')), Buffer.of(10, 0xff, 10)]),
    { reason: 'not-utf-8' },
  ],
];

for (const [name, text, args] of CASES) {
  test(name, async () => {
    const error = await faultOf(text);
    assert.is(error.id, 'snapshot/malformed');
    const found = Object.fromEntries(Object.keys(args).map((key) => [key, error.args[key]]));
    assert.equal(found, args);
    assert.is(error.args['file'], 'harbour.json');
  });
}

test('a snapshot of a newer version, whatever its layout', async () => {
  for (const text of [
    '{"snapshot":2,"entries":{}}',
    '{"snapshot":2,"files":[\n"???',
    '{"files":[],"snapshot":2}',
  ]) {
    const error = await faultOf(text);
    assert.is(error.id, 'snapshot/newer-version');
    assert.equal(error.args, { file: 'harbour.json', version: 2, supported: 1 });
  }
});

test('streaming finds the same mistakes at the same places', async () => {
  const error = await faultOf(edited(4, 'oops'), { size: 7, maxLooseBytes: 0 });
  assert.equal([error.args['reason'], error.args['line']], ['not-json', 4]);
  const cut = await faultOf(PORT.slice(0, -20), { size: 7, maxLooseBytes: 0 });
  assert.equal([cut.args['reason'], cut.args['line']], ['truncated', 6]);
});

test('another layout has a limit of size', async () => {
  const pretty = JSON.stringify(JSON.parse(PORT), null, 2);
  assert.is((await read(pretty, { maxLooseBytes: pretty.length })).length, 2);
  const error = await faultOf(pretty, { maxLooseBytes: 100 });
  assert.equal([error.args['reason'], error.args['limit']], ['reformatted-too-large', 100]);
});

test('a line has a limit of length', async () => {
  const error = await faultOf(edited(3, `{"name":"${'x'.repeat(500)}","type":"date"},`), {
    maxLineLength: 300,
  });
  assert.equal(
    [error.args['reason'], error.args['limit'], error.args['line']],
    ['line-too-long', 300, 3],
  );
});

test('closes its source when the reader stops early', async () => {
  const { readSnapshot } = await import('../../src/snapshot/index.ts');
  let closed = false;
  const chunks = (async function* () {
    try {
      yield Buffer.from(PORT);
      yield Buffer.from('never');
    } finally {
      closed = true;
    }
  })();
  for await (const _ of readSnapshot(chunks, { name: 'x', maxLooseBytes: 0 })) break;
  assert.ok(closed);
});

test.run();
