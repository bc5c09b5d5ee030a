import { OverBudget } from '../format.ts';
import { attribute, xmlEvents } from './xml-events.ts';

/** The relationship id of the first sheet that a reader sees: hidden ones come after all others. */
export function firstSheetId(workbook: string): string | undefined {
  let hidden: string | undefined;
  for (const event of xmlEvents(workbook)) {
    if (event.kind !== 'open' || event.name !== 'sheet') continue;
    const id = attribute(event.attributes, 'id');
    const state = attribute(event.attributes, 'state') ?? 'visible';
    if (state === 'visible') return id;
    hidden ??= id;
  }
  return hidden;
}

/** Targets by relationship id, and by the last word of their type (`sharedStrings`, `styles`), as paths in the archive. */
export function relationships(xml: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  for (const event of xmlEvents(xml)) {
    if (event.kind !== 'open' || event.name !== 'Relationship') continue;
    const target = attribute(event.attributes, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    const type = attribute(event.attributes, 'Type') ?? '';
    targets.set(`type ${type.slice(type.lastIndexOf('/') + 1)}`, path);
    targets.set(`id ${attribute(event.attributes, 'Id') ?? ''}`, path);
  }
  return targets;
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

/** The strings of the first row mostly stand first. */
const MAX_STRINGS = 50_000;

/**
 * The first shared strings, up to and with index `last`; fewer where the text is cut. Phonetic runs are left out. Throws `OverBudget` where
 * that is too far.
 */
export function sharedStrings(xml: string, last: number): readonly string[] {
  if (last >= MAX_STRINGS) throw new OverBudget('strings');
  const strings: string[] = [];
  let current: string[] | undefined;
  let inText = false;
  let phonetic = false;
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') {
      if (inText && !phonetic) current?.push(event.text);
      continue;
    }
    const open = event.kind === 'open' && !event.empty;
    if (event.name === 'si') {
      if (open) current = [];
      else {
        strings.push((current ?? []).join(''));
        current = undefined;
        if (strings.length > last) return strings;
      }
    } else if (event.name === 't') inText = open;
    else if (event.name === 'rPh') phonetic = open;
  }
  return strings;
}
