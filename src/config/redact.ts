import type { ParsedFile } from './parsed-file.ts';
import { secretKeys } from './schema.ts';
import type { Span } from './source-text.ts';

/**
 * Keys whose values are hidden in code frames, right or misspelt. `tokens` and `tokenFile` are ours and hold none;
 * an access key's id is no secret.
 */
const SECRET_NAME =
  /secret|passw|passphrase|token|credential|(?:private|access|api|account)[-_]?key(?![-_]?id)/i;
const NOT_SECRET = new Set(['tokens', 'tokenFile', 'accessKeyId']);

/**
 * The same in text that did not parse and in comments: such a key and the rest of its line. Repeats are bounded, so that it
 * stays linear on hostile text.
 */
const KEY = /(?<![\w.-])([\w.-]{1,64})["']?[ \t]{0,8}:[ \t"']([^\r\n]*)/g;
/** Passwords in addresses. */
const USER_INFO = /\/\/[^\s/@"']*@/g;
/** A reference to a variable without a default: nothing to hide. */
const REFERENCE = /^[ \t]*["']?\$\{env:\w+(?::-)?\}["']?[ \t]*(?:[,}#]|$)/;

const isSecretName = (name: string): boolean =>
  secretKeys().has(name) || (SECRET_NAME.test(name) && !NOT_SECRET.has(name));

/**
 * The source for code frames: every character of a secret is `*`, line breaks stay, so places keep their meaning.
 * `broken`: the text did not parse, so its nodes may not be all of it. O(text).
 */
export function redacted({ source, tree }: ParsedFile, broken: boolean): string {
  const spans: Span[] = [];
  for (const [pointer, { value, scalar, interpolated }] of tree.places) {
    if (!scalar || (interpolated && !interpolated.hasLiteral)) continue;
    const steps = pointer.split('/').slice(1);
    // Below `tokens` stand names of the user's own.
    if (steps[0] !== 'tokens' && steps.some(isSecretName)) spans.push(value);
  }
  spans.push(...secretLines(source.text, broken));
  for (const match of source.text.matchAll(USER_INFO)) {
    spans.push([match.index + 2, match.index + match[0].length - 1]);
  }
  return masked(source.text, spans);
}

function secretLines(text: string, broken: boolean): Span[] {
  const spans: Span[] = [];
  let position = 0;
  for (const line of text.split('\n')) {
    const comment = line.search(/(?:^|[ \t])#/);
    const from = broken ? 0 : comment;
    KEY.lastIndex = Math.max(0, from);
    // After a match the search goes on behind its key: one line may hold several.
    for (let match = from < 0 ? null : KEY.exec(line); match !== null; match = KEY.exec(line)) {
      const [whole, key = '', value = ''] = match;
      const start = match.index + whole.length - value.length;
      if (isSecretName(key) && !REFERENCE.test(value)) {
        spans.push([position + start, position + line.length]);
        break;
      }
      KEY.lastIndex = start;
    }
    position += line.length + 1;
  }
  return spans;
}

function masked(text: string, spans: readonly Span[]): string {
  let result = '';
  let position = 0;
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (end <= position) continue;
    const from = Math.max(start, position);
    result += text.slice(position, from) + text.slice(from, end).replace(/[^\r\n]/g, '*');
    position = end;
  }
  return result + text.slice(position);
}
