import type { Value } from './element.ts';
import { COMMON_FORMATS, parseFormat } from './format.ts';
import type { MaskLimits } from './limits.ts';
import type { MaskProblem } from './mask-types.ts';
import { nearest } from './nearest.ts';
import type { TokenTable } from './tokens.ts';
import { isTypeName, type Length, TYPES, type TypeName, typeExpr } from './value-type.ts';

/** A problem placed relative to the text that was read. */
export type Fault = MaskProblem;

export type ReadValue = { readonly value: Value } | { readonly fault: Fault };

const fault = (
  rule: MaskProblem['rule'],
  reason: string,
  offset: number,
  length: number,
  args: Readonly<Record<string, string | number | undefined>> = {},
): { readonly fault: Fault } => ({
  fault: { rule, offset, length: Math.max(1, length), args: { ...args, reason } },
});

export { fault as faultAt };

/** Reads what follows the name: a token, a type with its length, a format, a run of `z`, an enumeration. */
export function readValue(
  text: string,
  at: number,
  tokens: TokenTable,
  limits: MaskLimits,
): ReadValue {
  if (text === '') return fault('mask/syntax', 'missing-type', at, 1);
  if (hasBar(text)) return readEnumeration(text, at);
  const simple = readSimple(text, at, tokens, limits);
  if (simple !== undefined) return simple;
  const type = typeAtStart(text);
  if (type !== undefined) return readType(text, type, at, limits);
  const call = /^([^()]*)\([^()]*\)$/.exec(text);
  const word = call?.[1] ?? text;
  if (call !== null && readSimple(word, at, tokens, limits) !== undefined) {
    return fault('mask/syntax', 'length-not-allowed', at + word.length, text.length - word.length);
  }
  const known = [...Object.keys(TYPES), ...tokens.names, ...COMMON_FORMATS];
  const args = { token: word, nearest: nearest(word, known) };
  return fault('mask/unknown-token', 'unknown-type', at, word.length, args);
}

/** A token of the configuration, a format or a run of `z`: what may also stand in braces alone. */
export function readSimple(
  text: string,
  at: number,
  tokens: TokenTable,
  limits: MaskLimits,
): ReadValue | undefined {
  const expr = tokens.exprs.get(text);
  if (expr !== undefined) return { value: { kind: 'token', token: text, expr } };
  if (/^z+$/.test(text)) {
    return text.length > limits.repeat
      ? fault('mask/too-large', 'repeat', at, text.length, { limit: limits.repeat })
      : { value: { kind: 'run', count: text.length } };
  }
  const format = parseFormat(text);
  if (format === undefined) return undefined;
  return text.length > limits.formatLength
    ? fault('mask/too-large', 'formatLength', at, text.length, { limit: limits.formatLength })
    : { value: { kind: 'format', format } };
}

/** The type that a text names, alone or with what is meant as its length: `int`, `int(4)`, also `int 4` and `int[4]`. */
export function typeAtStart(text: string): TypeName | undefined {
  const name = /^[a-z]+(?=$|[ ([<])/.exec(text)?.[0] ?? '';
  return isTypeName(name) ? name : undefined;
}

function readType(text: string, name: TypeName, at: number, limits: MaskLimits): ReadValue {
  if (name === text) return { value: { kind: 'type', type: name } };
  const open = at + name.length;
  const span = text.length - name.length;
  const counts = /^\((0|[1-9]\d*)(?:,(0|[1-9]\d*))?\)$/.exec(text.slice(name.length));
  if (counts === null) return fault('mask/syntax', 'bad-length', open, span, { token: name });
  const min = Number(counts[1]);
  const max = counts[2] === undefined ? undefined : Number(counts[2]);
  if (Math.max(min, max ?? 0) > limits.repeat) {
    return fault('mask/too-large', 'repeat', open, span, { limit: limits.repeat });
  }
  const length: Length = max === undefined ? { min } : { min, max };
  const greatest = max ?? min;
  if (greatest < min || greatest === 0 || typeExpr(name, length) === undefined) {
    return fault('mask/syntax', 'empty-length', open, span, { token: name });
  }
  return { value: { kind: 'type', type: name, length } };
}

const hasBar = (text: string): boolean => /(?:^|[^\\])(?:\\\\)*\|/.test(text);

/** `eu|us|apac`; `\` escapes `|` and the mask's own characters. */
function readEnumeration(text: string, at: number): ReadValue {
  const values: string[] = [];
  let value = '';
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i === text.length || text[i] === '|') {
      if (value === '') return fault('mask/syntax', 'empty-alternative', at + start, i - start);
      values.push(value);
      value = '';
      start = i + 1;
    } else {
      if (text[i] === '\\') i += 1;
      value += text[i];
    }
  }
  return { value: { kind: 'enumeration', values } };
}
