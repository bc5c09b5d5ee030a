import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { file, told } from './orchard.ts';

const test = suite('diff/fields');

/** name, fields of the base, fields of the head, changes */
const CASES: readonly (readonly [
  string,
  readonly string[],
  readonly string[],
  readonly string[],
])[] = [
  ['nothing', ['tree', 'yield:number'], ['tree', 'yield:number'], []],
  ['one at the end', ['tree'], ['tree', 'yield:number'], ['field/added yield@1']],
  ['two at the end', ['tree'], ['tree', 'a', 'b'], ['field/added a@1', 'field/added b@2']],
  ['one at the start', ['tree'], ['row', 'tree'], ['field/inserted row@0']],
  ['one in the middle', ['tree', 'yield'], ['tree', 'row', 'yield'], ['field/inserted row@1']],
  [
    'one in the middle, one at the end',
    ['tree', 'yield'],
    ['tree', 'row', 'yield', 'date:date'],
    ['field/added date@3', 'field/inserted row@1'],
  ],
  ['one removed', ['tree', 'row', 'yield'], ['tree', 'yield'], ['field/removed row@1']],
  ['the last removed', ['tree', 'row'], ['tree'], ['field/removed row@1']],
  [
    'removing is no reordering',
    ['a', 'b', 'c', 'd'],
    ['b', 'd'],
    ['field/removed a@0', 'field/removed c@2'],
  ],
  ['two swapped', ['a', 'b', 'c'], ['a', 'c', 'b'], ['field/reordered a b c -> a c b [0,2,1]']],
  [
    'the order is told of survivors only',
    ['a', 'gone:date', 'b', 'c'],
    ['c', 'a', 'new:boolean', 'b'],
    ['field/inserted new@2', 'field/removed gone@1', 'field/reordered a b c -> c a b [2,0,1]'],
  ],
  ['case', ['Tree', 'yield'], ['tree', 'yield'], ['field/renamed-case Tree@0 -> tree@0']],
  [
    'space',
    [' tree', 'no  of\u00a0trees '],
    ['tree', 'no of trees'],
    [
      'field/renamed-space  tree@0 -> tree@0',
      'field/renamed-space no  of\u00a0trees @1 -> no of trees@1',
    ],
  ],
  ['a byte-order mark', ['\ufefftree'], ['tree'], ['field/renamed-space \ufefftree@0 -> tree@0']],
  ['case and space', [' Tree'], ['tree'], ['field/renamed-case  Tree@0 -> tree@0']],
  [
    'an exact name is kept for its own',
    ['tree', 'Tree'],
    ['Tree', 'tree'],
    ['field/reordered tree Tree -> Tree tree [1,0]'],
  ],
  [
    'one look-alike of two',
    ['Tree'],
    ['tree', 'TREE'],
    ['field/added TREE@1', 'field/renamed-case Tree@0 -> tree@0'],
  ],
  [
    'a rename moved',
    ['Tree', 'yield'],
    ['yield', 'tree'],
    ['field/reordered Tree yield -> yield tree [1,0]', 'field/renamed-case Tree@0 -> tree@1'],
  ],
  [
    'a rename with another type',
    ['Yield:integer'],
    ['yield:number'],
    ['field/renamed-case Yield@0 -> yield@0', 'field/type-widened yield integer -> number'],
  ],
  [
    'wider types',
    ['a:integer', 'b:boolean', 'c:date', 'd:time', 'e:number'],
    ['a:number', 'b:string', 'c:datetime', 'd:string', 'e:string'],
    [
      'field/type-widened a integer -> number',
      'field/type-widened b boolean -> string',
      'field/type-widened c date -> datetime',
      'field/type-widened d time -> string',
      'field/type-widened e number -> string',
    ],
  ],
  [
    'narrower types, and neither',
    ['a:number', 'b:string', 'c:datetime', 'd:integer', 'e:time'],
    ['a:integer', 'b:boolean', 'c:date', 'd:boolean', 'e:datetime'],
    [
      'field/type-narrowed a number -> integer',
      'field/type-narrowed b string -> boolean',
      'field/type-narrowed c datetime -> date',
      'field/type-narrowed d integer -> boolean',
      'field/type-narrowed e time -> datetime',
    ],
  ],
  ['a name twice, one less', ['a', 'x', 'x'], ['a', 'x'], ['field/removed x@2']],
  ['a name twice, one more', ['x', 'a'], ['x', 'x', 'a'], ['field/inserted x@1']],
  [
    'a name twice, both changed',
    ['x:integer', 'x:date'],
    ['x:number', 'x:datetime'],
    ['field/type-widened x integer -> number', 'field/type-widened x date -> datetime'],
  ],
  ['blank names', ['', 'a', ''], ['', 'a'], ['field/removed @2']],
  [
    'names of the prototype',
    ['__proto__', 'constructor'],
    ['__proto__', 'toString'],
    ['field/added toString@1 ~ constructor', 'field/removed constructor@1 ~ toString'],
  ],
  [
    'a possible rename at the same place',
    ['tree', 'yield:integer', 'row'],
    ['tree', 'harvest:number', 'row'],
    ['field/inserted harvest@1 ~ yield', 'field/removed yield@1 ~ harvest'],
  ],
  [
    'no rename between types that nothing joins',
    ['tree', 'yield:integer', 'row'],
    ['tree', 'picked:date', 'row'],
    ['field/inserted picked@1', 'field/removed yield@1'],
  ],
  [
    'no rename between places that differ',
    ['yield:integer', 'tree', 'row'],
    ['tree', 'row', 'harvest:integer'],
    ['field/added harvest@2', 'field/removed yield@0'],
  ],
  [
    'a possible rename of writing style, wherever it went',
    ['tree_id', 'a', 'b'],
    ['a', 'b', 'TreeID'],
    ['field/added TreeID@2 ~ tree_id', 'field/removed tree_id@0 ~ TreeID'],
  ],
  [
    'no rename where one became two',
    ['tree', 'name'],
    ['tree', 'first', 'last'],
    ['field/added first@1', 'field/added last@2', 'field/removed name@1'],
  ],
  [
    'no rename where nothing stayed',
    ['tree'],
    ['boat'],
    ['field/added boat@0', 'field/removed tree@0'],
  ],
];

for (const [name, before, after, changes] of CASES) {
  test(name, async () => {
    assert.equal(await told([file('/a.csv', before)], [file('/a.csv', after)]), changes);
  });
}

test('possible renames point at each other', async () => {
  const lines = await told(
    [file('/a.csv', ['k', 'pear:date', 'z'])],
    [file('/a.csv', ['k', 'plum:date', 'z'])],
  );
  assert.equal(lines, ['field/inserted plum@1 ~ pear', 'field/removed pear@1 ~ plum']);
});

test('a hundred thousand fields in one file', async () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `f${i}:integer`);
  const lines = await told([file('/a.csv', names)], [file('/a.csv', names.toReversed())]);
  assert.is(lines.length, 1);
  assert.match(lines[0] ?? '', /^field\/reordered/);
});

test.run();
