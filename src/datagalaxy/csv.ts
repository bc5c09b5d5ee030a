import { type EntryStream, OBJECT_KINDS } from '../catalogue/index.ts';
import type { Mapping } from './model/mapping.ts';
import { walk } from './model/walk.ts';

const CHUNK = 1 << 16;

/**
 * The catalogue as DataGalaxy's own CSV import takes it: `Path` and `Type` from the source down, then the configured
 * attributes; each object once, parents before children. UTF-8, comma, `"` doubled inside quotes. O(objects) time.
 */
export async function* catalogueCsv(
  entries: EntryStream,
  mapping: Mapping,
): AsyncGenerator<string, void, undefined> {
  const columns = [...new Set(OBJECT_KINDS.flatMap((kind) => mapping.attributeNames[kind]))];
  const names: string[] = [];
  const types: string[] = [];
  let text = line(['Path', 'Type', ...columns]);
  for await (const chunk of walk(entries, mapping)) {
    for (const { depth, kind, technicalName, attributes } of chunk) {
      names.length = depth;
      types.length = depth;
      names.push(technicalName);
      types.push(mapping.types[kind]);
      const own = mapping.attributeNames[kind];
      const values = columns.map((column) => {
        const value = attributes[own.indexOf(column)];
        return value === undefined ? '' : String(value);
      });
      text += line([`\\${names.join('\\')}`, `\\${types.join('\\')}`, ...values]);
    }
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  yield text;
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\n`;
}

function cell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
