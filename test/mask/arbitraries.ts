import fc from 'fast-check';
import type { Element } from '../../src/mask/element.ts';
import { compileMasks, type Mask, type MaskEntryInput, parseMask } from '../../src/mask/index.ts';
import { treeOf } from '../../src/mask/mask-tree.ts';

/** A value that a person could have meant, for each placeholder that the arbitraries make. */
const PLACEHOLDERS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '{YYYYMMDD}': fc.constantFrom('20240229', '20231231', '20230229', '20240230', '2024013'),
  '{DD-MM-YYYY}': fc.constantFrom('29-02-2024', '29-02-2023', '31-04-2024', '01-01-1900'),
  '{YYYYDDD}': fc.constantFrom('2024366', '2023366', '2023365'),
  '{HH:mm}': fc.constantFrom('23:59', '24:00', '7:00'),
  '{d:date}': fc.constantFrom('20240229', '24-02-29', '240229', '2023-02-29'),
  '{at:timestamp}': fc.constantFrom('202402290930', '2024-02-29T09:30', '240229_093015'),
  '{n:int}': fc.constantFrom('0', '42', '007', ''),
  '{n:int(2,3)}': fc.constantFrom('42', '123', '1', '1234'),
  '{w:number}': fc.constantFrom('1', '1.5', '1.', '12.75'),
  '{w:number(3)}': fc.constantFrom('123', '1.5', '12.'),
  '{h:hex}': fc.constantFrom('ff', 'A0', 'g'),
  '{c:alnum}': fc.constantFrom('a1', 'é', 'Z'),
  '{c:alpha(2)}': fc.constantFrom('ab', 'abc', 'a'),
  '{s:string}': fc.constantFrom('crane', 'a b', '', 'é😀', '_'),
  '{b:boolean}': fc.constantFrom('true', 'FALSE', 'no'),
  '{l:locale}': fc.constantFrom('en', 'en-US', 'en_us'),
  '{r:eu|us|eu-west}': fc.constantFrom('eu', 'us', 'eu-west', 'ap'),
  '{{k:eu|us}}': fc.constantFrom('eu', 'us'),
  '{{s:string}}': fc.constantFrom('crane', '{x}', 'a\\b', '*'),
  '{zz}': fc.constantFrom('ab', 'é😀', 'a', 'a/'),
  '{:guid}': fc.constantFrom('0f8fad5bd9cb469fa16570867728950e'),
  '?': fc.constantFrom('a', 'é', '😀', '/', ''),
  '*': fc.constantFrom('', 'a', 'a_b', 'é.csv', 'a/b'),
};

const LITERALS = ['a', 'b', '_', '.csv', '-', '\\{', '\\*', 'é', '😀', 'eu', '1', ' '];

const piece: fc.Arbitrary<readonly [mask: string, value: fc.Arbitrary<string>]> = fc.oneof(
  fc.constantFrom(...LITERALS).map((text) => [text, fc.constant(text.replace('\\', ''))] as const),
  fc.constantFrom(...Object.entries(PLACEHOLDERS)),
);

const segment = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(piece, { minLength: 0, maxLength: 4 }).filter(
      (pieces) =>
        !/\*\*/.test(
          pieces
            .map(([text]) => text)
            .join('')
            .replaceAll('\\*', ''),
        ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant([
      ['**', fc.constantFrom('', 'a', 'a/b', 'a//b', 'x')] as const,
    ] satisfies (readonly [string, fc.Arbitrary<string>])[]),
  },
);

export interface MaskAndKey {
  readonly mask: Mask;
  readonly key: string;
}

/** A mask of the whole language, and a key that is often one of its own, or near to one. */
export const maskAndKey: fc.Arbitrary<MaskAndKey> = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .chain((segments) => {
    const mask = `/${segments.map((pieces) => pieces.map(([text]) => text).join('')).join('/')}`;
    const parts = segments.map((pieces) =>
      pieces.length === 0
        ? fc.constant('')
        : fc.tuple(...pieces.map(([, value]) => value)).map((texts) => texts.join('')),
    );
    return fc
      .tuple(fc.constant(mask), fc.tuple(...parts), fc.boolean())
      .map(([text, texts, drop]) => ({
        text,
        // `**` may also stand for no segment at all.
        key: texts
          .filter((one, i) => !(drop && one === '' && segments[i]![0]?.[0] === '**'))
          .join('/'),
      }));
  })
  .filter(({ text }) => text !== '/')
  .map(({ text, key }) => ({ mask: parsed(text), key }));

export function parsed(text: string): Mask {
  const { mask, problems } = parseMask(text);
  if (mask === undefined) throw new Error(`${text}: ${JSON.stringify(problems)}`);
  return mask;
}

export const elementsOf = (mask: Mask): readonly Element[] => treeOf(mask).elements;

/** Small masks over few characters: all their interplay shows in keys of a few characters. */
const tinyPiece = fc.constantFrom('a', 'b', '?', '*', '{:a|b}', '{:string}');
const tinySegment = fc.oneof(
  { weight: 6, arbitrary: fc.array(tinyPiece, { maxLength: 2 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.constant('**') },
);
const tinyText = fc
  .array(tinySegment, { minLength: 1, maxLength: 2 })
  .map((segments) => `/${segments.join('/')}`)
  .filter((text) => text !== '/' && parseMask(text).mask !== undefined);

export const tinyEntries: fc.Arbitrary<readonly MaskEntryInput[]> = fc.array(
  fc.tuple(fc.constantFrom('mask', 'mask', 'mask', 'exclude'), tinyText).map(([kind, text]) => ({
    kind: kind === 'exclude' ? ('exclude' as const) : ('mask' as const),
    mask: parsed(text),
  })),
  { minLength: 1, maxLength: 4 },
);

/** Keys as a page: what a matcher takes. */
export interface Keys {
  readonly keys: readonly string[];
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** Every key over `abd/` of one to `length` characters, in byte order. `d` stands for whatever no mask names. */
export function allKeys(length: number): Keys {
  let last = [''];
  const keys: string[] = [];
  for (let i = 0; i < length; i++) {
    last = last.flatMap((key) => Array.from('/abd', (char) => key + char));
    keys.push(...last);
  }
  return pageOf(keys.sort());
}

export function pageOf(keys: readonly string[]): Keys {
  const offsets = new Uint32Array(keys.length + 1);
  keys.forEach((key, i) => {
    offsets[i + 1] = offsets[i]! + Buffer.byteLength(key);
  });
  return { keys, bytes: new TextEncoder().encode(keys.join('')), offsets };
}

/** The winner of every key, -1 for none. */
export function winnersOf(entries: readonly MaskEntryInput[], page: Keys): Int32Array {
  const winners = new Int32Array(page.keys.length);
  compileMasks(entries).matcher().matchPage(page.bytes, page.offsets, page.keys.length, winners);
  return winners;
}
