import { attribute, xmlEvents } from './xml-events.ts';

/** What a part of the archive refers to. */
export interface Relationships {
  /** Paths in the archive by the last word of their type: `sharedStrings`, `styles`, `officeDocument`. */
  readonly byType: ReadonlyMap<string, string>;
  /** Paths of the sheets that have cells, by relationship id; chart sheets and dialogs have none. */
  readonly worksheets: ReadonlyMap<string, string>;
}

/** The relationships of a part that lies in `folder` (`xl/`, or nothing for the archive's own). */
export function relationships(xml: string, folder: string): Relationships {
  const byType = new Map<string, string>();
  const worksheets = new Map<string, string>();
  for (const event of xmlEvents(xml)) {
    if (event.kind !== 'open' || event.name !== 'Relationship') continue;
    const target = attribute(event.attributes, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
    const type = attribute(event.attributes, 'Type') ?? '';
    const word = type.slice(type.lastIndexOf('/') + 1);
    byType.set(word, path);
    if (word === 'worksheet') worksheets.set(attribute(event.attributes, 'Id') ?? '', path);
  }
  return { byType, worksheets };
}

/** The path of the first sheet with cells that a reader sees: hidden ones come after all others. */
export function firstSheet(workbook: string, { worksheets }: Relationships): string | undefined {
  let hidden: string | undefined;
  for (const event of xmlEvents(workbook)) {
    if (event.kind !== 'open' || event.name !== 'sheet') continue;
    const path = worksheets.get(attribute(event.attributes, 'id') ?? '');
    const state = attribute(event.attributes, 'state') ?? 'visible';
    if (state === 'visible' && path !== undefined) return path;
    hidden ??= path;
  }
  return hidden;
}

/** What a number of a style is. */
export type NumberKind = 'number' | 'date' | 'time' | 'datetime';

/** Built-in number formats that are dates or times (ECMA-376, part 1, 18.8.30). */
const BUILT_IN: ReadonlyMap<number, NumberKind> = new Map([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map(
    (id): [number, NumberKind] => [id, 'date'],
  ),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id): [number, NumberKind] => [
    id,
    'time',
  ]),
  [22, 'datetime'],
]);

/** For each style index of a cell, what its numbers are. */
export function numberKinds(styles: string): readonly NumberKind[] {
  const custom = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  let inCellFormats = false;
  for (const event of xmlEvents(styles)) {
    if (event.kind === 'text') continue;
    if (event.name === 'cellXfs') inCellFormats = event.kind === 'open';
    if (event.kind !== 'open') continue;
    const id = Number(attribute(event.attributes, 'numFmtId') ?? 0);
    if (event.name === 'numFmt')
      custom.set(id, kindOfCode(attribute(event.attributes, 'formatCode') ?? ''));
    else if (event.name === 'xf' && inCellFormats) {
      kinds.push(custom.get(id) ?? BUILT_IN.get(id) ?? 'number');
    }
  }
  return kinds;
}

/** Excel takes no longer codes; the rest of a longer one is not looked at. */
const MAX_CODE = 255;

/** A format code with its literals, escapes, colours and locales taken out is a date by its `y` or `d`, a time by its `h` or `s`. */
function kindOfCode(code: string): NumberKind {
  const bare = (code.slice(0, MAX_CODE).split(';')[0] ?? '')
    .replace(/"[^"]*"/g, '')
    .replace(/\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  const date = /[yd]/.test(bare) || (/m/.test(bare) && !/[hs]/.test(bare));
  const time = /[hs]/.test(bare);
  if (/general/.test(bare)) return 'number';
  if (date) return time ? 'datetime' : 'date';
  return time ? 'time' : 'number';
}

/** Past this many strings none is looked for. */
const MAX_STRINGS = 1_000_000;

/** The end of a string, and what may hold text that only looks like one. Its repeats are bounded: a long run would exhaust the matcher's stack. */
const STRING_END =
  /<(?:!--|!\[CDATA\[|\/(?:[^\s<>/:]{1,64}:)?si\s{0,9}>|(?:[^\s<>/:]{1,64}:)?si(?:\s[^<>]{0,99})?\/>)/g;

/**
 * The shared strings at the `wanted` indices; without those past the end, where the text may be cut, and past index 1,000,000. Phonetic runs
 * are left out. Only the wanted strings are taken apart: the others cost a search for their end. O(text).
 */
export function sharedStrings(
  xml: string,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const strings = new Map<number, string>();
  let start = 0;
  let index = 0;
  STRING_END.lastIndex = 0;
  while (strings.size < wanted.size && index < MAX_STRINGS) {
    const match = STRING_END.exec(xml);
    if (match === null) break;
    const hidden = match[0] === '<!--' ? '-->' : match[0] === '<![CDATA[' ? ']]>' : undefined;
    if (hidden !== undefined) {
      const end = xml.indexOf(hidden, STRING_END.lastIndex);
      if (end < 0) break;
      STRING_END.lastIndex = end + hidden.length;
      continue;
    }
    if (wanted.has(index)) strings.set(index, stringText(xml.slice(start, match.index)));
    start = STRING_END.lastIndex;
    index++;
  }
  return strings;
}

/** The text of one shared string. */
function stringText(xml: string): string {
  const runs: string[] = [];
  let inText = false;
  let phonetic = false;
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') {
      if (inText && !phonetic) runs.push(event.text);
      continue;
    }
    const open = event.kind === 'open' && !event.empty;
    if (event.name === 't') inText = open;
    else if (event.name === 'rPh') phonetic = open;
  }
  return runs.join('');
}
