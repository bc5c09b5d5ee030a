import { contains } from './char-set.ts';
import { readableOf } from './char-table.ts';
import { type Element, elementExpr } from './element.ts';
import type { Expr } from './expr.ts';
import { sampleDate } from './sample-date.ts';

/** What stands in an open place of a sample, so that no other mask is likely to mean it. */
const FILLER = Array.from('qzxvk', (char) => char.codePointAt(0)!);

/**
 * A key that a mask takes, made without a search: every open place filled with an unlikely text. Undefined where an element
 * has no value at all. O(length).
 */
export function sampleKey(elements: readonly Element[]): string | undefined {
  return joined(elements.map(elementExpr));
}

function joined(exprs: readonly Expr[]): string | undefined {
  const texts = exprs.map(sampleOf);
  return texts.includes(undefined) ? undefined : texts.join('');
}

function sampleOf(expr: Expr): string | undefined {
  switch (expr.kind) {
    case 'text':
      return expr.text;
    case 'chars': {
      const point = readableOf(expr.set);
      return point < 0 ? undefined : String.fromCodePoint(point);
    }
    case 'sequence':
      return joined(expr.parts);
    case 'choice':
      return expr.options.map(sampleOf).find((text) => text !== undefined);
    case 'repeat': {
      const one = sampleOf(expr.part);
      if (one === undefined) return expr.min === 0 ? '' : undefined;
      const { part } = expr;
      if (part.kind !== 'chars' || expr.max < FILLER.length) return one.repeat(expr.min);
      const filler = FILLER.map((point) =>
        contains(part.set, point) ? String.fromCodePoint(point) : one,
      );
      return filler.join('') + one.repeat(Math.max(0, expr.min - FILLER.length));
    }
    case 'formats':
      return sampleDate(expr.formats[0]!);
  }
}
