import { alphabet } from './byte-facts.ts';
import { type CharSet, charsOf, DIGIT, singleChar } from './char-set.ts';
import { type Element, elementExpr } from './element.ts';
import type { Expr } from './expr.ts';
import type { MaskLimits } from './limits.ts';
import { type Nfa, nfaOf } from './nfa.ts';
import { printMask } from './print-mask.ts';

/** A segment of masks that matches no `/`. Masks with the same segment share the object. */
export interface Segment {
  readonly id: number;
  /** Its characters where it has no others. */
  readonly literal: string | undefined;
  readonly nfa: Nfa;
  /** What its first characters must be, one set each, as far as its elements are of fixed width; and its last ones, backwards. */
  readonly begins: readonly CharSet[];
  readonly ends: readonly CharSet[];
}

/** A mask by segments, as far as it says which of a key's segments each of its own must match. */
export interface Segmented {
  /** Match the key's first segments, one each. */
  readonly head: readonly Segment[];
  /** Match its last ones. Where `exact`, head and tail are both the whole mask. */
  readonly tail: readonly Segment[];
  /** No `**`, and nothing else that matches a `/`: keys have as many segments as the mask. */
  readonly exact: boolean;
  /** Least number of a key's segments. */
  readonly least: number;
}

const SLASH = 0x2f;

/** Cuts masks into shared segments. */
export class Segments {
  readonly #limits: MaskLimits;
  readonly #known = new Map<string, Segment>();

  constructor(limits: MaskLimits) {
    this.#limits = limits;
  }

  /** O(length). */
  of(elements: readonly Element[]): Segmented {
    const cut: Element[][] = [[]];
    for (const element of elements) {
      if (element.kind === 'literal') {
        element.text.split('/').forEach((text, i) => {
          if (i > 0) cut.push([]);
          if (text !== '') cut.at(-1)!.push({ kind: 'literal', text });
        });
      } else {
        cut.at(-1)!.push(element);
        if (element.kind === 'segments' && !element.last) cut.push([]);
      }
    }
    const firstOpen = cut.findIndex(isOpen);
    if (firstOpen < 0) {
      const all = cut.map((segment) => this.#segment(segment));
      return { head: all, tail: all, exact: true, least: all.length };
    }
    const lastOpen = cut.findLastIndex(isOpen);
    const head = cut.slice(0, firstOpen).map((segment) => this.#segment(segment));
    const tail = cut.slice(lastOpen + 1).map((segment) => this.#segment(segment));
    return { head, tail, exact: false, least: Math.max(1, head.length + tail.length) };
  }

  #segment(elements: readonly Element[]): Segment {
    const text = printMask(elements);
    let segment = this.#known.get(text);
    if (segment === undefined) {
      const [only, ...others] = elements;
      const isLiteral = only === undefined || (only.kind === 'literal' && others.length === 0);
      const exprs = elements.map(elementExpr);
      segment = {
        id: this.#known.size,
        literal: isLiteral ? (only?.kind === 'literal' ? only.text : '') : undefined,
        nfa: nfaOf(exprs, this.#limits),
        begins: fixedSets(exprs),
        ends: fixedSets(exprs.toReversed(), true),
      };
      this.#known.set(text, segment);
    }
    return segment;
  }
}

/** Sets of the characters of expressions in a row, until one is not of fixed width; `backwards` for a row turned round. */
function fixedSets(exprs: readonly Expr[], backwards = false): readonly CharSet[] {
  const sets: CharSet[] = [];
  for (const expr of exprs) {
    const own = placesOf(expr);
    if (own === undefined) break;
    sets.push(...(backwards ? own.toReversed() : own));
  }
  return sets;
}

function placesOf(expr: Expr): readonly CharSet[] | undefined {
  switch (expr.kind) {
    case 'text':
      return Array.from(expr.text, (char) => singleChar(char.codePointAt(0)!));
    case 'chars':
      return [expr.set];
    case 'repeat': {
      if (expr.part.kind !== 'chars' || expr.min !== expr.max) return undefined;
      return Array.from<CharSet>({ length: expr.min }).fill(expr.part.set);
    }
    case 'formats': {
      const [format, ...others] = expr.formats;
      if (format === undefined || others.length > 0) return undefined;
      return Array.from(format.text, (char) => (SEPARATOR.test(char) ? charsOf(char) : DIGIT));
    }
    default:
      return undefined;
  }
}

/** A character of a format that is not a digit's place. */
const SEPARATOR = /[-_.:T ]/;

/** `**`, or a token whose pattern matches a `/`. */
function isOpen(segment: readonly Element[]): boolean {
  return segment.some((element) => {
    if (element.kind === 'segments') return true;
    if (element.kind !== 'placeholder' || element.value.kind !== 'token') return false;
    return alphabet(elementExpr(element))[SLASH] === 1;
  });
}
