import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DATAGALAXY_DEFAULTS } from '../../src/config/index.ts';
import { Batch, batchItem } from '../../src/datagalaxy/apply/batch.ts';
import { catalogueCsv, decodeName, encodeName, mappingOf } from '../../src/datagalaxy/index.ts';
import { Bitmap } from '../../src/datagalaxy/model/bitmap.ts';
import { PathHash } from '../../src/datagalaxy/model/path-hash.ts';
import { WantedIndex } from '../../src/datagalaxy/model/wanted-index.ts';
import { directory, file, ORCHARD, sorted } from './support.ts';

const test = suite('names, trees and tables of an import');

/** Names from the characters that matter, and any others. */
const name = fc.oneof(
  fc.string({ unit: fc.constantFrom('\\', '%', '5', 'C', '2', 'F', '0', 'a', '\n', ' ', '\x7f') }),
  fc.string({ unit: 'grapheme' }),
);

test('a name is encoded so that it comes back, and no two names are one', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      assert.is(decodeName(encodeName(one)), one);
      assert.is(encodeName(one) === encodeName(other), one === other);
      assert.not.match(encodeName(one), /[\\\u0000-\u001f\u007f]|^$/);
    }),
    { numRuns: 2_000 },
  );
});

test('names without what a path cannot hold stay as they are', () => {
  for (const plain of ['orders', '{YYYYMMDD}', '50%.csv', '100%25 wool', ' padded ', '%zz', '🍐']) {
    if (plain !== '100%25 wool') assert.is(encodeName(plain), plain);
  }
  assert.is(encodeName('C:\\pears'), 'C:%5Cpears');
  assert.is(encodeName('%5C'), '%255C');
  assert.is(encodeName(''), '%2F');
});

/** A tree as depths: each is at most one more than the one before, the first is 0. */
const depths = fc.array(fc.nat(9), { minLength: 1, maxLength: 40 }).map((steps) => {
  const result = [0, 1];
  for (const step of steps) {
    const last = result.at(-1) as number;
    result.push(1 + (step % (last + 1)));
  }
  return result;
});

interface Tree {
  readonly n: number;
  readonly stub?: boolean;
  readonly children?: Tree[];
}

/** Every object with its way down, sent whole. */
function places(tree: Tree, above: readonly number[] = []): string[] {
  const here = [...above, tree.n];
  const below = (tree.children ?? []).flatMap((child) => places(child, here));
  return tree.stub ? below : [here.join('/'), ...below];
}

function parsed(batch: Batch): Tree {
  const { length, chunks } = batch.body();
  const bytes = Buffer.concat([...chunks()]);
  assert.is(bytes.length, length);
  assert.ok(length <= batch.bytes, 'the bytes that are reckoned with are no fewer');
  return JSON.parse(bytes.toString('utf8')) as Tree;
}

test('a batch is its tree as JSON, and its halves hold the same objects, each below the same', () => {
  fc.assert(
    fc.property(depths, (list) => {
      const batch = new Batch(
        list.map((depth, n) => batchItem(depth, `"n":${n}`, `"n":${n},"stub":true`)),
      );
      const whole = places(parsed(batch)).sort();
      assert.is(whole.length, list.length);
      const pieces = (one: Batch): Batch[] => {
        const halves = one.split();
        if (halves === undefined) return [one];
        for (const half of halves) assert.ok(half.items.length < one.items.length);
        return halves.flatMap(pieces);
      };
      const apart = pieces(batch).flatMap((piece) => {
        const tree = parsed(piece);
        assert.ok((tree.children ?? []).length > 0, 'a source is never sent alone');
        return places(tree);
      });
      assert.equal(apart.sort(), whole);
    }),
    { numRuns: 300 },
  );
});

test('a table finds every place that was added, and no other', () => {
  const index = new WantedIndex();
  const root = PathHash.root([1, 2]);
  const places = Array.from({ length: 20_000 }, (_, i) =>
    root.child('Directory', `d${i % 100}`).child('File', `f${i}`),
  );
  for (const [i, place] of places.entries()) index.add(place, { mask: i % 7, hash: i });
  for (const [i, place] of places.entries()) {
    assert.is(index.find(place), i);
    assert.equal(index.own(i), { mask: i % 7, hash: i });
  }
  assert.is(index.find(root.child('Directory', 'd1').child('File', 'f2')), -1);
  assert.is(index.find(root.child('File', 'd1').child('File', 'f1')), -1);
});

test('boundaries of names and types are part of a place', () => {
  const root = PathHash.root([3, 4]);
  const one = root.child('Directory', 'ab').child('Directory', 'c');
  const other = root.child('Directory', 'a').child('Directory', 'bc');
  assert.not.equal([one.a, one.b], [other.a, other.b]);
});

test('a bitmap is a set', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50_000)), (numbers) => {
      const bits = new Bitmap();
      for (const number of numbers) bits.add(number);
      const copy = new Bitmap(bits.toBytes());
      assert.is(copy.count, new Set(numbers).size);
      for (const number of numbers) assert.ok(copy.has(number) && !copy.has(number + 60_000));
    }),
  );
});

async function csv(
  entries: Parameters<typeof catalogueCsv>[0],
  config: Partial<typeof DATAGALAXY_DEFAULTS> = {},
): Promise<string> {
  let text = '';
  const mapping = mappingOf({ ...DATAGALAXY_DEFAULTS, ...config });
  for await (const chunk of catalogueCsv(entries, mapping)) text += chunk;
  return text;
}

test('the file for the import has a line an object, parents first', async () => {
  assert.is(
    await csv(ORCHARD.filter(({ path }) => path.startsWith('/pears') || path === '/cellar/')),
    `Path,Type
\\orchard,\\NonRelational
\\orchard\\cellar,\\NonRelational\\Directory
\\orchard\\pears,\\NonRelational\\Directory
\\orchard\\pears\\stock.parquet,\\NonRelational\\Directory\\File
\\orchard\\pears\\stock.parquet\\id,\\NonRelational\\Directory\\File\\Field
\\orchard\\pears\\stock.parquet\\count,\\NonRelational\\Directory\\File\\Field
`,
  );
});

test('attributes are its further columns, and cells are quoted where they must be', async () => {
  const attributes = {
    source: [],
    directory: [],
    file: [{ name: 'description', value: 'Says "hello",\nand more' }],
    field: [
      { name: 'order', value: '$order' },
      { name: 'description', value: 'a field' },
    ],
  };
  const entries = sorted([file('/a,b.csv', ['x"y:integer', ' z']), directory('/empty/')]);
  assert.is(
    await csv(entries, { attributes, source: 'Lake' }),
    `Path,Type,description,order
\\Lake,\\NonRelational,,
\\Lake\\orchard,\\NonRelational\\Directory,,
"\\Lake\\orchard\\a,b.csv",\\NonRelational\\Directory\\File,"Says ""hello"",
and more",
"\\Lake\\orchard\\a,b.csv\\x""y",\\NonRelational\\Directory\\File\\Field,a field,1
"\\Lake\\orchard\\a,b.csv\\ z",\\NonRelational\\Directory\\File\\Field,a field,2
\\Lake\\orchard\\empty,\\NonRelational\\Directory\\Directory,,
`,
  );
});

test.run();
