import type { Span } from './source-text.ts';

/** A string value with its variables replaced, and where its parts came from. */
export interface Interpolated {
  readonly text: string;
  /**
   * `literal`: no variable in it. `variable`: exactly one reference, whose value came from the environment and not from
   * its default. `mixed`: anything else, so part of it is written in the file.
   */
  readonly origin: 'literal' | 'variable' | 'mixed';
  /** Some text of the value, a non-empty default included, stands in the file itself. */
  readonly hasLiteral: boolean;
  /** Variables without a value and without a default. Spans are offsets into the raw text. */
  readonly missing: readonly { readonly name: string; readonly span: Span }[];
  /** `${env:` without a name or without its closing brace. */
  readonly malformed: readonly Span[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

const OPENING = `\${env:`;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

/**
 * Replaces `${env:NAME}` and `${env:NAME:-default}`; the default stands in for an unset or empty variable, as in a shell.
 * A default may hold balanced braces. What a variable holds is not looked at again. O(length).
 */
export function interpolate(raw: string, env: Environment): Interpolated {
  let text = '';
  let position = 0;
  let references = 0;
  let hasLiteral = false;
  let usedDefault = false;
  const missing: { name: string; span: Span }[] = [];
  const malformed: Span[] = [];
  const literal = (part: string) => {
    if (part !== '') hasLiteral = true;
    text += part;
  };
  for (;;) {
    const start = raw.indexOf(OPENING, position);
    if (start < 0) break;
    literal(raw.slice(position, start));
    const body = start + OPENING.length;
    const end = closingBrace(raw, body);
    const inside = raw.slice(body, end < 0 ? undefined : end);
    const name = NAME.exec(inside.slice(0, 1024))?.[0] ?? '';
    const rest = inside.slice(name.length);
    if (end < 0 || name === '' || (rest !== '' && !rest.startsWith(':-'))) {
      malformed.push([start, end < 0 ? raw.length : end + 1]);
    } else {
      references += 1;
      const value = Object.hasOwn(env, name) ? env[name] : undefined;
      if (rest !== '') {
        if (rest.length > 2) hasLiteral = true;
        if (value === undefined || value === '') usedDefault = true;
        text += value || rest.slice(2);
      } else if (value === undefined) {
        missing.push({ name, span: [start, end + 1] });
      } else {
        text += value;
      }
    }
    position = end < 0 ? raw.length : end + 1;
  }
  const standsAlone =
    references === 1 && raw.startsWith(OPENING) && closingBrace(raw, 6) === raw.length - 1;
  literal(raw.slice(position));
  const touched = references > 0 || malformed.length > 0;
  return {
    text,
    origin: !touched ? 'literal' : standsAlone && !usedDefault ? 'variable' : 'mixed',
    hasLiteral,
    missing,
    malformed,
  };
}

/** Offset of the brace that closes the one before `from`; -1 where there is none. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '{') depth += 1;
    else if (text[i] === '}') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return -1;
}
