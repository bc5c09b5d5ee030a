import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  bucketName,
  type ChangeKind,
  cataloguePath,
  type FileEntry,
} from '../../src/catalogue/index.ts';
import { CauseFinder } from '../../src/extract/index.ts';
import { AUTO_CSV, bucketConfig, configOf, maskEntry } from '../support/extraction.ts';

const test = suite('cause of a change');

const file = (path: string, more: Partial<FileEntry> = {}): FileEntry => ({
  kind: 'file',
  bucket: bucketName('harbour'),
  path: cataloguePath(path),
  format: 'csv',
  delimiter: ';',
  encoding: 'utf-8',
  header: true,
  fields: [],
  ...more,
});

/** The cause of one change, given today's masks and the base's files. */
function causeOf(
  kind: ChangeKind,
  path: string,
  masks: Parameters<typeof bucketConfig>[0],
  options: {
    readonly base?: readonly FileEntry[];
    readonly representative?: string;
    readonly bucket?: Parameters<typeof bucketConfig>[1];
  } = {},
): string {
  const { base = [], representative } = options;
  const finder = new CauseFinder(configOf(bucketConfig(masks, options.bucket)), {
    before: (_, place) => base.find((entry) => entry.path === place),
    basePlaces: () => base,
    representativeOf: () => representative,
  });
  return finder.causeOf({ kind, bucket: 'harbour', path });
}

test('a removed file is of the lake while a mask could still give it', () => {
  assert.is(causeOf('file/removed', '/a/{YYYY}.csv', ['/a/{YYYY}.csv']), 'data');
  assert.is(causeOf('file/removed', '/eu/{n:int}.csv', ['/{{r:alpha}}/{n:int}.csv']), 'data');
  assert.is(causeOf('directory/removed', '/a/{YYYY}/', ['/a/{YYYY}/x.csv']), 'data');
  assert.is(causeOf('file/removed', '/loose.csv', [], {}), 'data');
});

test('a removed file that no mask can give any more is of the configuration', () => {
  assert.is(causeOf('file/removed', '/a/{YYYY}.csv', ['/a/{y:int(4)}.csv']), 'config');
  assert.is(causeOf('file/removed', '/1/{n:int}.csv', ['/{{r:alpha}}/{n:int}.csv']), 'config');
  assert.is(causeOf('file/removed', '/loose.csv', ['/a/*.csv']), 'config');
  assert.is(
    causeOf('file/removed', '/a/1.csv', ['/a/*.csv'], { bucket: { unmatched: 'list' } }),
    'config',
    'a mask takes the key now',
  );
  assert.is(
    causeOf('file/removed', '/a/{YYYY}.csv', ['/a/{YYYY}.csv'], { bucket: { prefix: 'b/' } }),
    'config',
    'the prefix leaves it out',
  );
});

test('an added file that was part of a file which is no longer possible is of the configuration', () => {
  const base = [file('/a/{YYYYMMDD}.csv'), file('/lists/loose.csv')];
  const masks = ['/a/{y:int(8)}.csv', '/lists/*.csv'];
  const added = (path: string, representative: string) =>
    causeOf('file/added', path, masks, { base, representative });
  assert.is(added('/a/{y:int(8)}.csv', 'a/20240229.csv'), 'config');
  assert.is(added('/a/{y:int(8)}.csv', 'a/20240230.csv'), 'data');
  assert.is(added('/lists/*.csv', 'lists/loose.csv'), 'config');
  assert.is(added('/lists/*.csv', 'lists/new.csv'), 'data');
});

test('a dialect that is set today and was another is of the configuration', () => {
  const path = '/a/{YYYY}.csv';
  const set = (
    csv: Partial<typeof AUTO_CSV> | { readonly delimiter: string } | { readonly header: boolean },
  ) => [maskEntry(path, { csv: { ...AUTO_CSV, ...csv } })];
  const changed = (masks: Parameters<typeof bucketConfig>[0]) =>
    causeOf('file/delimiter-changed', path, masks, { base: [file(path)] });
  assert.is(changed(set({ delimiter: '|' })), 'config');
  assert.is(changed(set({ header: false })), 'config');
  assert.is(changed(set({ delimiter: ';' })), 'data');
  assert.is(changed([path]), 'data');
});

test('a bucket that is not configured any more is of the configuration', () => {
  assert.is(causeOf('file/removed', '/x', [], { bucket: { name: 'orchard' } }), 'config');
});

test.run();
