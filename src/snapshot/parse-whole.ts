import { type Entry, jsonText } from '../catalogue/index.ts';
import { Fault } from './fault.ts';
import { fieldOf, headingOf, isObject, orderGuard } from './validate.ts';
import { requireVersion } from './version.ts';

/** The line, from 1, of an offset into the text. */
function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/**
 * Reads a snapshot that somebody reformatted: the same JSON in any layout and key order, all in memory. Throws a `Fault`
 * whose `line` argument is the nearest line that can be named.
 */
export function parseWhole(text: string): readonly Entry[] {
  const conflict = text.search(/^<{7} /m);
  if (conflict !== -1) throw new Fault('conflict-markers', { line: lineAt(text, conflict) });
  const root = parseJson(text);
  if (!isObject(root) || !Object.hasOwn(root, 'snapshot'))
    throw new Fault('not-a-snapshot', { line: 1 });
  requireVersion(root['snapshot']);
  for (const key of Object.keys(root)) {
    if (key !== 'snapshot' && key !== 'files') {
      throw new Fault('unknown-key', { key, allowed: ['snapshot', 'files'], line: 1 });
    }
  }
  if (!Array.isArray(root['files']))
    throw new Fault('wrong-value', { key: 'files', expected: 'a list', line: 1 });
  const guard = orderGuard();
  return root['files'].map((value: unknown) => {
    try {
      const entry = entryOf(value);
      guard(entry);
      return entry;
    } catch (error) {
      throw error instanceof Fault ? placed(error, text, value) : error;
    }
  });
}

function entryOf(value: unknown): Entry {
  const heading = headingOf(value);
  if (heading.kind === 'directory') return heading;
  // `headingOf` took the value for a file heading, so it is an object whose `fields` is a list.
  const { fields } = value as { readonly fields: readonly unknown[] };
  return { ...heading, fields: fields.map(fieldOf) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = String(error);
    // Not every message of the engine has a position; then no line is claimed.
    const position = /position (\d+)/.exec(message)?.[1];
    if (/end of JSON|Unterminated/.test(message) || Number(position) >= text.length) {
      throw new Fault('truncated', { line: lineAt(text.trimEnd(), text.length) });
    }
    throw new Fault('not-json', {
      line: position === undefined ? undefined : lineAt(text, Number(position)),
    });
  }
}

/** The fault with the line where the entry's path stands (its last occurrence: the second of two duplicates). */
function placed(fault: Fault, text: string, value: unknown): Fault {
  const path = isObject(value) ? value['path'] : undefined;
  const offset = typeof path === 'string' ? text.lastIndexOf(jsonText(path)) : -1;
  return new Fault(fault.reason, {
    ...fault.args,
    ...(typeof path === 'string' ? { path } : {}),
    line: offset === -1 ? 1 : lineAt(text, offset),
  });
}
