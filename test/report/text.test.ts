import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Finding, type Observation, RULE_IDS } from '../../src/catalogue/index.ts';
import { makeReport } from '../../src/report/index.ts';
import { changes, file, RUN, render, report, SOURCES, stormyReport, TOOL } from './lake.ts';

const test = suite('report/text');

test('groups by bucket and file, aligns, counts and advises', async () => {
  assert.is(
    render('text', await stormyReport(), { sources: SOURCES }),
    `datagalaxy.snapshot.json -> live

datagalaxy.config.yaml:3:5  error  unknown key "regoin" in "buckets[0]"  config/unknown-key
  2 | buckets:
> 3 |   - regoin: eu-west-1
    |     ^^^^^^
  next: did you mean "region"?

harbour

  /catch/{YYYYMMDD}/boats_{zz}.csv
    info   + note       string                  field/added
    info   + berth      string, now field 3     field/inserted
    error  - weight     number                  field/removed
    warn   ~ skipper    "Skipper" -> "skipper"  field/renamed-case
    info   ~ crates     integer -> number       field/type-widened
    error  ~ delimiter  ";" -> ","              file/delimiter-changed

  info   + /charts/north.csv  csv, 2 fields  file/added
  error  - /charts/old.csv    csv, 1 field   file/removed
  info   + /charts/south.csv  csv, 1 field   file/added

  /secret.csv
    warn   ! its objects may not be read with these credentials; its fields are the last ones known  source/unread-file
           next: allow s3:GetObject on it, or exclude it

  /tides/height.csv
    info   ~ order  station height -> height station  field/reordered

4 errors, 2 warnings, 6 infos — 10 changes in 5 files
120,394 objects listed in 131 requests · 12 files, 768 KiB read in 12 requests · 40 keys matched no mask · 1 file not read · 3.1 s

Failed: 4 findings at or above error.
  If the change is meant, accept it:  datagalaxy-s3 snapshot --write   and commit the file.
  If it is none for you, lower its rule in the configuration:  rules: { field/removed: info }
  Mend what is marked above; the run is not to be trusted before that.
`,
  );
});

test('nothing changed, nothing found', () => {
  assert.is(
    render('text', report([], { base: 'git:main', head: 'live' })),
    'git:main -> live\n\nNothing changed.\n',
  );
  assert.is(render('text', report([])), 'Nothing found.\n');
  const silent = report([], { base: 'a.json', head: 'b.json', changed: true, accepted: 2 });
  assert.match(render('text', silent), '2 findings accepted — changes that no rule tells');
});

test('advice only where the gate fails', async () => {
  const milder = report(await changes([], [file('/a.csv', { a: 'date' })]), {
    base: 'x',
    head: 'y',
  });
  assert.not.match(render('text', milder), 'Failed');
  assert.match(render('text', milder, { failOn: 'info' }), 'Failed: 1 finding at or above info.');
  const worse = report(await changes([file('/a.csv', { a: 'date' })], []));
  assert.match(render('text', worse), 'Failed: 1 finding');
  assert.not.match(render('text', worse, { failOn: 'never' }), 'Failed');
});

test('a possible rename, a native type, a name with white space', async () => {
  const base = [file('/a.csv', { k: 'date', pear: 'string', z: 'date' })];
  const head = [file('/a.csv', { k: 'date', ' plum': 'string', z: 'date' })];
  const text = render('text', report(await changes(base, head)));
  assert.match(text, '+ " plum"  string, now field 2, possible rename: "pear"');
  assert.match(text, '- pear     string, possible rename: " plum"');
});

test('what is about masks comes after the files', async () => {
  const observations = await changes(
    [],
    [file('/a.csv', { a: 'date' }), file('/z.csv', { a: 'date' })],
  );
  for (const shape of ['/k/{int}.log', '/m/{guid}']) {
    observations.push({
      rule: 'source/unmatched-keys',
      subject: { bucket: 'harbour', path: shape },
      args: { policy: 'ignore' },
      volatile: { count: 1200, example: shape.slice(1) },
    });
  }
  assert.is(
    render('text', report(observations)),
    `harbour

  info   + /a.csv  csv, 1 field  file/added
  info   + /z.csv  csv, 1 field  file/added

  info   ! 1,200 keys such as "k/{int}.log" match no mask  source/unmatched-keys
         next: add the mask "/k/{int}.log", or an exclude like it to be told no more
  info   ! 1,200 keys such as "m/{guid}" match no mask  source/unmatched-keys
         next: add the mask "/m/{guid}", or an exclude like it to be told no more

4 infos — 2 changes in 2 files
`,
  );
});

test('a folder marker that no mask leads to is to be excluded', () => {
  const observed = (policy: string): Observation => ({
    rule: 'source/unmatched-keys',
    subject: { bucket: 'harbour', path: '/old/' },
    args: { policy },
    volatile: { count: 1, example: 'old/' },
  });
  assert.match(
    render('text', report([observed('ignore')])),
    'next: add the exclude "/old/" to be told no more: masks take no folder markers',
  );
  assert.match(
    render('text', report([observed('error')])),
    'next: add the exclude "/old/": this bucket has unmatched: error',
  );
});

test('a change by the configuration says so', () => {
  const text = render(
    'text',
    report([
      {
        rule: 'file/removed',
        subject: { bucket: 'harbour', path: '/a' },
        args: {},
        cause: 'config',
      },
    ]),
  );
  assert.match(text, 'info   - /a  0 fields  file/removed (configuration changed)');
});

test('colours only when asked for', async () => {
  const stormy = await stormyReport();
  const painted = render('text', stormy, { color: true, sources: SOURCES });
  assert.match(painted, '\u001b[31m');
  assert.is(painted.replace(/\u001b\[\d+m/g, ''), render('text', stormy, { sources: SOURCES }));
});

test('a first snapshot of a large lake is cut, errors never are', async () => {
  const many = Array.from({ length: 400 }, (_, i) =>
    file(`/fleet/${String(i).padStart(3, '0')}.csv`, {}),
  );
  const added = render('text', report(await changes([], many)));
  assert.match(added, '… and 100 infos more; --format json has all of them');
  assert.match(added, '400 infos — 400 changes in 400 files');
  const removed = render('text', report(await changes(many, [])));
  assert.match(removed, '/fleet/399.csv');
});

test('a mark in a line of tabs, wide letters and escapes stands below what it marks', () => {
  const sources = new Map([
    ['datagalaxy.config.yaml', `a: 1\n\tb: "港\u001b[2J" regoin: 1 ${'x'.repeat(400)}\n`],
  ]);
  const text = render(
    'text',
    report([
      {
        rule: 'config/unknown-key',
        subject: {},
        args: { name: 'regoin' },
        location: { file: 'datagalaxy.config.yaml', line: 2, column: 13, length: 6 },
      },
    ]),
    { sources },
  );
  const lines = text.split('\n');
  const marked = lines.findIndex((line) => line.startsWith('> 2'));
  assert.match(lines[marked] ?? '', 'b: "港\\u{1b}[2J" regoin');
  // The wide letter takes two columns, so the caret stands one further than the text's index.
  assert.is((lines[marked + 1] ?? '').indexOf('^'), (lines[marked] ?? '').indexOf('regoin') + 1);
  assert.match(lines[marked + 1] ?? '', /\^{6}$/);
  assert.ok((lines[marked] ?? '').length < 200);
});

test('a place beyond the text has no frame', () => {
  const of = (line: number, column: number) =>
    report([
      {
        rule: 'config/syntax',
        subject: {},
        args: {},
        location: { file: 'datagalaxy.config.yaml', line, column },
      },
    ]);
  assert.not.match(render('text', of(99, 1), { sources: SOURCES }), '>');
  assert.match(render('text', of(1, 99), { sources: SOURCES }), '^');
});

test('law: nothing from outside acts on the terminal', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('\u001b[2J', '\r\nerror', '\u202e', '\u0007', '\u009b31m'),
  );
  const json = fc.oneof(
    hostile,
    fc.integer(),
    fc.constant(null),
    fc.array(hostile, { maxLength: 2 }),
    fc.record({ name: hostile, type: hostile, format: hostile }, { noNullPrototype: true }),
  );
  const anyFinding: fc.Arbitrary<Finding> = fc
    .record({
      rule: fc.constantFrom(...RULE_IDS),
      bucket: hostile,
      path: hostile,
      field: hostile,
      before: json,
      after: json,
      args: fc.dictionary(
        fc.constantFrom(
          'name',
          'reason',
          'mask',
          'nearest',
          'token',
          'policy',
          'witness',
          'other',
          'key',
        ),
        json,
      ),
      file: hostile,
    })
    .map(({ rule, bucket, path, field, before, after, args, file: name }) => ({
      rule,
      level: 'warn',
      fingerprint: '0123456789abcdef',
      subject: { bucket, path, field, key: path },
      before,
      after,
      args,
      volatile: { example: path, count: 2 },
      related: [
        { args: { note: 'possible-rename', field }, location: { file: name, line: 1, column: 1 } },
      ],
      location: { file: name, line: 1, column: 1 },
    }));
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 3 }), (findings) => {
      const of = makeReport({ tool: TOOL, base: 'a\u001b', head: 'b\n', findings, run: RUN });
      const sources = new Map(
        findings.map(({ location }) => [location?.file ?? '', 'x\u001b[31m\u202e']),
      );
      const text = render('text', of, { sources });
      assert.not.match(
        text,
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
      );
      const json = render('json', of);
      assert.not.match(json, /[\u0000-\u0009\u000b-\u001f]/);
      JSON.parse(json);
    }),
    { numRuns: 400 },
  );
});

test.run();
