import type { Json, UserError } from '../catalogue/index.ts';
import { plain } from './words/quoted.ts';

/** What is told of a cause: names and numbers that libraries and systems give, never a message, which may quote anything. */
const TOLD = [
  'name',
  'code',
  'reason',
  'syscall',
  'address',
  'port',
  'status',
  'requestId',
  'hostId',
  'attempts',
  'milliseconds',
] as const;
const MAX_DEPTH = 8;

/**
 * The technical side of an error, for `--debug`: its facts, then the chain of its causes, one a line. Ends in a line break.
 * O(facts).
 */
export function debugText({ id, args, cause }: UserError): string {
  const lines = [`debug: ${id} ${pairs(Object.entries(args))}`];
  let next: unknown = cause;
  for (let depth = 0; depth < MAX_DEPTH && typeof next === 'object' && next !== null; depth += 1) {
    const facts = next as { readonly [name: string]: unknown };
    const told = pairs(TOLD.map((name) => [name, facts[name]]));
    if (told !== '') lines.push(`debug: caused by ${told}`);
    next = facts['cause'];
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function pairs(facts: readonly (readonly [string, unknown])[]): string {
  return facts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${plain(JSON.stringify(value as Json))}`)
    .join(' ');
}
