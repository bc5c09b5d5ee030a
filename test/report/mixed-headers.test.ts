import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { stateWords } from '../../src/report/words/state.ts';

const test = suite('the words of mixed headers');

test('tell each variant with how it differs from the first', () => {
  const { message } = stateWords['dataset/mixed-headers']({
    rule: 'dataset/mixed-headers',
    subject: { bucket: 'harbour', path: '/catch/*.csv' },
    args: {},
    volatile: {
      files: 6,
      variants: [
        { files: 3, key: 'catch/3.csv', fields: 3, missing: [], extra: [] },
        { files: 2, key: 'catch/2.csv', fields: 3, missing: ['ship'], extra: ['boat'] },
        { files: 1, key: 'catch/1.csv', fields: 3, missing: [], extra: [] },
      ],
    },
  });
  assert.is(
    message,
    'objects of the same mask do not have the same fields: 3 files with 3 fields such as "catch/3.csv"; 2 files with 3 fields such as "catch/2.csv" (without "ship", with "boat"); 1 file with 3 fields such as "catch/1.csv" (in another order, or one of them twice)',
  );
});

test.run();
