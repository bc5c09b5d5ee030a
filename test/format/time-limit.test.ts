import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { OverBudget } from '../../src/format/index.ts';
import { withTimeLimit } from '../../src/format/time-limit.ts';

const test = suite('time limit');

test('gives what the work gives, or throws what it throws', () => {
  const plum = { tree: 'plum' };
  assert.is(
    withTimeLimit(1000, () => plum),
    plum,
  );
  const storm = new RangeError('storm');
  try {
    withTimeLimit(1000, () => {
      throw storm;
    });
    assert.unreachable();
  } catch (error) {
    assert.is(error, storm);
  }
});

test('ends work that does not end', () => {
  assert.throws(
    () =>
      withTimeLimit(20, () => {
        for (;;);
      }),
    (error: unknown) => error instanceof OverBudget,
  );
});

test('work that was kept waiting is run again', () => {
  let runs = 0;
  const waited = withTimeLimit(40, () => {
    runs++;
    // Sleeping takes wall time and no CPU.
    if (runs <= 2) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    return runs;
  });
  assert.is(waited, 3);
});

test.run();
