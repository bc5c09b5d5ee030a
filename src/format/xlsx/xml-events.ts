/** One event of a document. Names are without their prefix; `text` is between tags, decoded. */
export type XmlEvent =
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: string;
      readonly empty: boolean;
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/**
 * The events of a document that may be cut: it ends quietly where the text does. Enough of XML for what spreadsheets hold: declarations,
 * comments and instructions are skipped, entities other than the five and character references are left as they stand, so that
 * nothing expands. Linear: no character is looked at more than a few times.
 */
export function* xmlEvents(text: string): Generator<XmlEvent> {
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('<', at);
    if (start < 0) return;
    if (start > at) yield { kind: 'text', text: decodeEntities(text.slice(at, start)) };
    if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start);
      if (end < 0) return;
      yield { kind: 'text', text: text.slice(start + 9, end) };
      at = end + 3;
      continue;
    }
    const end = text.startsWith('<!--', start)
      ? text.indexOf('-->', start) + 2
      : tagEnd(text, start);
    if (end < start) return;
    at = end + 1;
    const tag = text.slice(start + 1, end);
    if (tag.startsWith('?') || tag.startsWith('!')) continue;
    if (tag.startsWith('/')) yield { kind: 'close', name: localName(tag.slice(1).trim()) };
    else yield openEvent(tag);
  }
}

const CLOSE = 0x3e;
const DOUBLE = 0x22;
const SINGLE = 0x27;

/** The place of the `>` that ends the tag, those inside quotes aside; -1 where the text ends first. */
function tagEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === CLOSE) return at;
    if (code === DOUBLE || code === SINGLE) {
      at = text.indexOf(code === DOUBLE ? '"' : "'", at + 1);
      if (at < 0) return -1;
    }
    at++;
  }
  return -1;
}

function openEvent(tag: string): XmlEvent {
  const empty = tag.endsWith('/');
  const body = empty ? tag.slice(0, -1) : tag;
  const space = body.search(/\s/);
  return {
    kind: 'open',
    name: localName(space < 0 ? body : body.slice(0, space)),
    attributes: space < 0 ? '' : body.slice(space),
    empty,
  };
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** An attribute; its name begins after white space, so that a run of other characters is tried once and not at each of them. */
const ATTRIBUTE = /\s([^\s=]{1,100})\s?=\s?(?:"([^"]*)"|'([^']*)')/g;

/** An attribute by its name without prefix; absent where the tag has none. O(attributes). */
export function attribute(attributes: string, name: string): string | undefined {
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(attributes); match !== null; match = ATTRIBUTE.exec(attributes)) {
    if (localName(match[1]!) === name) return decodeEntities(match[2] ?? match[3] ?? '');
  }
  return undefined;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]{2,4});/g, (whole, body: string) => {
    if (!body.startsWith('#')) return ENTITIES.get(body) ?? whole;
    const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
