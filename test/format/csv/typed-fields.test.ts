import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readCsv, typesOf } from './read.ts';

const test = suite('csv typed fields');

/** Lines that are no records do not contradict the types of those that are. */
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'names that come again',
    'berth,ship,tons\n1,Aurora,3\n2,Borealis,4\nberth,ship,tons\n3,Carina,5\n',
    ['integer', 'string', 'integer'],
  ],
  [
    'notes at the end',
    'berth;ship;tons\n1;Aurora;3,5\n2;Borealis;4\n\nSource: harbour office\n(2 rows)\n',
    ['integer', 'string', 'number'],
  ],
  [
    'a total is a value',
    'berth,ship,tons\n1,Aurora,3\n2,Borealis,4\nTotal,,7\n',
    ['string', 'string', 'integer'],
  ],
  ['a short record within', 'berth,ship\n1,Aurora\nnone\n2,Borealis\n', ['string', 'string']],
  ['one column', 'tons\n1\n2\ntotal\n', ['string']],
];

for (const [what, text, types] of CASES) {
  test(what, async () => assert.equal(typesOf(await readCsv(text)), types));
}
test.run();
