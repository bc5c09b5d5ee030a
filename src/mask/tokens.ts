import { type CharSet, NOT_SLASH } from './char-set.ts';
import { chars, type Expr, repeat } from './expr.ts';
import { parseFormat } from './format.ts';
import { DEFAULT_LIMITS, type MaskLimits } from './limits.ts';
import type { MaskProblem } from './mask-types.ts';
import { tokenExpr } from './token-expr.ts';
import { isTypeName } from './value-type.ts';

/** The tokens of a configuration, ready for `parseMask`. Opaque outside this room. */
export interface TokenTable {
  readonly names: readonly string[];
  readonly exprs: ReadonlyMap<string, Expr>;
}

export const NO_TOKENS: TokenTable = { names: [], exprs: new Map() };

/** A mistake in a token. `offset` and `length` point into its pattern; where `args.reason` is `token-name`, into its name. */
export interface TokenProblem extends MaskProblem {
  readonly token: string;
}

const STAND_IN: Expr = repeat(chars(NOT_SLASH), 1, Number.POSITIVE_INFINITY);

export interface ParsedTokens {
  readonly tokens: TokenTable;
  readonly problems: readonly TokenProblem[];
}

/**
 * Reads `tokens:` (SPEC 3.3): name to regular expression. Collects every problem; a token whose pattern or name is wrong stays
 * known, so that the masks which use it are not blamed for it. A name that already means something (a type or a date format) is refused.
 */
export function parseTokens(
  patterns: ReadonlyMap<string, string>,
  limits: MaskLimits = DEFAULT_LIMITS,
): ParsedTokens {
  const context = { limits, properties: new Map<string, CharSet>() };
  const exprs = new Map<string, Expr>();
  const problems: TokenProblem[] = [];
  for (const [token, pattern] of patterns) {
    const reason = nameFault(token);
    if (reason !== undefined) {
      const args = { reason, token };
      problems.push({ rule: 'mask/syntax', token, offset: 0, length: token.length, args });
      if (reason === 'token-name') exprs.set(token, STAND_IN);
      continue;
    }
    const read = tokenExpr(pattern, context);
    if ('expr' in read) {
      exprs.set(token, read.expr);
      continue;
    }
    exprs.set(token, STAND_IN);
    const { rule, offset, length, reason: why, limit, detail } = read.fault;
    problems.push({ rule, token, offset, length, args: { reason: why, token, limit, detail } });
  }
  return { tokens: { names: [...exprs.keys()], exprs }, problems };
}

function nameFault(name: string): string | undefined {
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) return 'token-name';
  return isTypeName(name) || parseFormat(name) !== undefined ? 'reserved-token-name' : undefined;
}
