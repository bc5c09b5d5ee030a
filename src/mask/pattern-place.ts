import { RegExpSyntaxError, RegExpValidator } from '@eslint-community/regexpp';

/** The version whose patterns are read: the first with modifiers, which are refused by their name. */
export const ECMA_VERSION = 2025 satisfies NonNullable<RegExpValidator.Options['ecmaVersion']>;

/**
 * Where a pattern that is none went wrong. The parser tells how far it came, mostly behind the mistake; the mistake lies between the last
 * part that it understood and there, or begins with the bracket that it found open. O(length).
 */
export function badPlace(pattern: string): { readonly start: number; readonly end: number } {
  const open: number[] = [];
  let understood = 0;
  const enter = (start: number) => {
    open.push(start);
  };
  const leave = (_: number, end: number) => {
    open.pop();
    understood = end;
  };
  const part = (_: number, end: number) => {
    understood = end;
  };
  const validator = new RegExpValidator({
    ecmaVersion: ECMA_VERSION,
    onGroupEnter: enter,
    onGroupLeave: leave,
    onCapturingGroupEnter: enter,
    onCapturingGroupLeave: leave,
    onLookaroundAssertionEnter: enter,
    onLookaroundAssertionLeave: leave,
    onCharacterClassEnter: enter,
    onCharacterClassLeave: leave,
    onCharacter: part,
    onQuantifier: part,
    onAnyCharacterSet: part,
    onEscapeCharacterSet: part,
    onUnicodePropertyCharacterSet: part,
    onEdgeAssertion: part,
    onWordBoundaryAssertion: part,
    onBackreference: part,
  });
  try {
    validator.validatePattern(pattern, 0, pattern.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof RegExpSyntaxError)) throw error;
    const reached = Math.min(error.index, pattern.length);
    const isOpen = /^.*: Unterminated/s.test(error.message);
    const bracket = isOpen || understood >= reached ? open.at(-1) : undefined;
    const start = Math.min(bracket ?? understood, reached, pattern.length - 1);
    return { start, end: Math.max(reached, start + 1) };
  }
  return { start: 0, end: pattern.length };
}
