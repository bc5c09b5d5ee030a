import picomatch from 'picomatch';
import type { LakeKind } from './matching-lake.ts';

/** A way to find the first mask that takes a key, -1 for none. */
export type Find = (key: string) => number;

export interface Peer {
  readonly name: string;
  /** Keys it is measured on: what would take minutes is measured on fewer. */
  readonly keys: (teams: number) => number;
  readonly make: (masks: readonly string[], kind: LakeKind) => Find;
}

/** The masks of the bench as patterns that know no calendar: easier work than ours. */
const patternOf = (mask: string): string =>
  mask.slice(1).replace(/\*\*\/|\*|\{YYYYMMDD\}|\./g, (element) => PATTERNS[element]!);

const PATTERNS: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '*': '[^/]*',
  '.': '\\.',
  '{YYYYMMDD}': '[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])',
};

export const PEERS: readonly Peer[] = [
  {
    name: 'loop of RegExp',
    keys: (teams) => Math.min(100_000, 4_000_000 / teams),
    make: (masks) => {
      const patterns = masks.map((mask) => new RegExp(`^${patternOf(mask)}$`));
      return (key) => patterns.findIndex((pattern) => pattern.test(key));
    },
  },
  {
    name: 'one sticky alternation',
    keys: (teams) => Math.min(100_000, 2_000_000 / teams),
    make: (masks) => {
      const all = new RegExp(`(?:${masks.map((mask) => `${patternOf(mask)}$()`).join('|')})`, 'y');
      return (key) => {
        all.lastIndex = 0;
        const found = all.exec(key);
        return found === null ? -1 : found.indexOf('', 1) - 1;
      };
    },
  },
  {
    name: 'picomatch',
    keys: (teams) => Math.min(100_000, 2_000_000 / teams),
    make: (masks) => {
      const matchers = masks.map((mask) =>
        picomatch(mask.slice(1).replace('{YYYYMMDD}', '[0-9][0-9][0-9][0-9][0-1][0-9][0-3][0-9]')),
      );
      return (key) => matchers.findIndex((matches) => matches(key));
    },
  },
];
