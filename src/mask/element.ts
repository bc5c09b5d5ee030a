import { ANY, charsOf, NOT_SLASH } from './char-set.ts';
import { chars, choice, type Expr, repeat, sequence, text } from './expr.ts';
import type { Format } from './format.ts';
import { type Length, type TypeName, typeExpr } from './value-type.ts';

/** What stands between the braces of a placeholder, after its name. */
export type Value =
  | { readonly kind: 'format'; readonly format: Format }
  | { readonly kind: 'type'; readonly type: TypeName; readonly length?: Length }
  | { readonly kind: 'enumeration'; readonly values: readonly string[] }
  /** A run of `z`: that many characters other than `/`. */
  | { readonly kind: 'run'; readonly count: number }
  /** A token of the configuration, with the expression that its pattern stands for. */
  | { readonly kind: 'token'; readonly token: string; readonly expr: Expr };

export interface Placeholder {
  readonly kind: 'placeholder';
  /** As written: `{day:YYYYMMDD}` has one, `{:int}` an empty one, `{YYYYMMDD}` none. */
  readonly name?: string;
  readonly value: Value;
  /** `{{…}}` */
  readonly separates: boolean;
}

/** One element of a mask's syntax tree. The first `/`, which stands for the root, is not among them. */
export type Element =
  | { readonly kind: 'literal'; readonly text: string }
  /** `?` */
  | { readonly kind: 'character' }
  /** `*` */
  | { readonly kind: 'wildcard' }
  /** `**` as the last segment, or `**` with the slash after it. */
  | { readonly kind: 'segments'; readonly last: boolean }
  | Placeholder;

/** What an element matches. A length that no value has was refused by the parser. */
export function elementExpr(element: Element): Expr {
  switch (element.kind) {
    case 'literal':
      return text(element.text);
    case 'character':
      return chars(NOT_SLASH);
    case 'wildcard':
      return repeat(chars(NOT_SLASH), 0, Number.POSITIVE_INFINITY);
    case 'segments': {
      const anything = repeat(chars(ANY), 0, Number.POSITIVE_INFINITY);
      return element.last ? anything : repeat(sequence(anything, chars(charsOf('/'))), 0, 1);
    }
    case 'placeholder':
      return valueExpr(element.value);
  }
}

export function valueExpr(value: Value): Expr {
  switch (value.kind) {
    case 'format':
      return { kind: 'formats', formats: [value.format] };
    case 'type':
      return typeExpr(value.type, value.length)!;
    case 'enumeration':
      return choice(...value.values.map(text));
    case 'run':
      return repeat(chars(NOT_SLASH), value.count, value.count);
    case 'token':
      return value.expr;
  }
}
