import type { Element } from './element.ts';
import { MaskTree, treeOf } from './mask-tree.ts';
import type { Mask } from './mask-types.ts';

/**
 * The directories above the keys of a mask, as masks: `/a/{YYYY}/b.csv` has `/a/` and `/a/{YYYY}/`, in that order. They take
 * the keys that mark those directories (SPEC 3.4). The root is none of them. O(length × depth).
 */
export function directoryMasks(mask: Mask): readonly Mask[] {
  const { elements, limits } = treeOf(mask);
  const masks: Mask[] = [];
  const above: Element[] = [];
  const add = () => masks.push(new MaskTree([...above], limits));
  elements.forEach((element, i) => {
    if (element.kind === 'literal') {
      let taken = 0;
      for (let slash = element.text.indexOf('/'); slash >= 0; ) {
        const isWhole = i === elements.length - 1 && slash === element.text.length - 1;
        const text = element.text.slice(0, slash + 1);
        above.push({ kind: 'literal', text });
        if (!isWhole) add();
        above.pop();
        taken = slash + 1;
        slash = element.text.indexOf('/', taken);
      }
    }
    above.push(element);
    if (element.kind === 'segments' && !element.last && i < elements.length - 1) add();
  });
  return masks;
}
