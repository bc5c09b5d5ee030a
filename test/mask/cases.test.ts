import { suite } from 'uvu';
import { checkMaskBlock } from './check-mask-block.ts';
import { maskBlocks } from './mask-cases.ts';

const cases = suite('mask cases');

for (const block of maskBlocks()) {
  cases(`${block.place} ${block.entries.map(({ text }) => text).join(' ')}`, () => {
    checkMaskBlock(block);
  });
}

cases.run();
