import { mostByteEdges } from './byte-nfa.ts';
import { type Element, elementExpr, type Value } from './element.ts';
import { checkSize } from './expr.ts';
import { LimitPassed, type MaskLimits } from './limits.ts';
import type { Mask } from './mask-types.ts';
import { type Nfa, nfaOf } from './nfa.ts';
import { printMask } from './print-mask.ts';

/** Types that hold a date or time; `time` alone orders keys too, within one day. */
const hasInstant = (value: Value): boolean =>
  value.kind === 'format' ||
  (value.kind === 'type' &&
    (value.type === 'date' || value.type === 'time' || value.type === 'timestamp'));

/** What a `Mask` is inside this room: its syntax tree and, on demand, its automaton over characters. */
export class MaskTree implements Mask {
  readonly text: string;
  readonly elements: readonly Element[];
  readonly literalPrefix: string;
  readonly isPattern: boolean;
  readonly hasSeparators: boolean;
  readonly hasInstant: boolean;
  readonly limits: MaskLimits;
  #nfa: Nfa | undefined;

  constructor(elements: readonly Element[], limits: MaskLimits) {
    this.text = printMask(elements);
    this.elements = elements;
    const first = elements[0];
    this.literalPrefix = first?.kind === 'literal' ? first.text : '';
    this.isPattern = elements.some((element) => element.kind !== 'literal');
    const placeholders = elements.filter((element) => element.kind === 'placeholder');
    this.hasSeparators = placeholders.some((placeholder) => placeholder.separates);
    this.hasInstant = placeholders.some((placeholder) => hasInstant(placeholder.value));
    this.limits = limits;
  }

  /** Throws `LimitPassed`; the parser asks first, so a mask that it gave never does. */
  get nfa(): Nfa {
    if (this.#nfa === undefined) {
      const parts = this.elements.map(elementExpr);
      const states = parts.reduce((sum, part) => sum + checkSize(part, this.limits), 0);
      if (states > this.limits.states) throw new LimitPassed('states', this.limits.states);
      const nfa = nfaOf(parts, this.limits);
      if (mostByteEdges(nfa) > this.limits.byteEdges) {
        throw new LimitPassed('byteEdges', this.limits.byteEdges);
      }
      this.#nfa = nfa;
    }
    return this.#nfa;
  }
}

/** The tree of a mask. Every `Mask` there is was made by `parseMask` or `directoryMasks`, as a tree. */
export function treeOf(mask: Mask): MaskTree {
  if (mask instanceof MaskTree) return mask;
  throw new TypeError('a mask that parseMask did not make');
}
