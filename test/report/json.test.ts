import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failsGate, levelCounts, REPORT_FORMATS, worstLevel } from '../../src/report/index.ts';
import { changes, file, RUN, render, report, stormyReport } from './lake.ts';

const test = suite('report/json');
const schema = JSON.parse(
  readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8'),
) as object;
const isReport = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

test('is what its schema says', async () => {
  for (const of of [
    await stormyReport(),
    report([]),
    report([], { run: RUN, base: 'a', head: 'b' }),
  ]) {
    const json: unknown = JSON.parse(render('json', of));
    assert.ok(isReport(json), JSON.stringify(isReport.errors));
  }
});

test('one finding, whole', async () => {
  const removed = await changes(
    [file('/a.csv', { a: 'date', b: 'number' })],
    [file('/a.csv', { a: 'date' })],
  );
  const of = report(removed, { base: 'git:main', head: 'datagalaxy.snapshot.json' });
  assert.equal(JSON.parse(render('json', of)), {
    report: 1,
    tool: { name: 'datagalaxy-s3', version: '0.1.0' },
    base: 'git:main',
    head: 'datagalaxy.snapshot.json',
    summary: { error: 1, warn: 0, info: 0, accepted: 0, changed: true },
    findings: [
      {
        rule: 'field/removed',
        level: 'error',
        fingerprint: of.findings[0]?.fingerprint,
        subject: { bucket: 'harbour', path: '/a.csv', field: 'b' },
        before: { type: 'number' },
        after: null,
        cause: 'data',
        message: 'the field "b" (number) is gone',
        args: { position: 2 },
        related: [],
      },
    ],
  });
});

test('places, next steps and the run are there when they are known', async () => {
  const json = JSON.parse(render('json', await stormyReport())) as {
    readonly run: unknown;
    readonly findings: readonly { readonly location?: unknown; readonly next?: unknown }[];
  };
  assert.equal(json.run, RUN);
  assert.equal(json.findings[0]?.location, {
    file: 'datagalaxy.config.yaml',
    line: 3,
    column: 5,
    length: 6,
  });
  assert.is(json.findings[0]?.next, 'did you mean "region"?');
});

test('a line a finding, so that a report can be compared by lines', async () => {
  const lines = render('json', await stormyReport()).split('\n');
  assert.is(lines.filter((line) => line.startsWith('{"rule":')).length, 12);
});

test('the gate', () => {
  const at = (...levels: readonly ('error' | 'warn' | 'info')[]) =>
    levels.map((level) => ({ level }));
  assert.equal(levelCounts(at('warn', 'info', 'warn')), { error: 0, warn: 2, info: 1 });
  assert.is(worstLevel(at('info', 'error', 'warn')), 'error');
  assert.is(worstLevel([]), undefined);
  const table = (['error', 'warn', 'info'] as const).map((level) =>
    (['error', 'warn', 'info', 'never'] as const).map((failOn) => failsGate(at(level), failOn)),
  );
  assert.equal(table, [
    [true, true, true, false],
    [false, true, true, false],
    [false, false, true, false],
  ]);
  assert.not(failsGate([], 'info'));
});

test('formats', () => {
  assert.equal(REPORT_FORMATS.slice(0, 2), ['text', 'json']);
});

test.run();
