import { distance } from 'fastest-levenshtein';

/** What other languages call a type or a part of a date, by its name in lower case. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['str', 'string'],
  ['text', 'string'],
  ['any', 'string'],
  ['integer', 'int'],
  ['long', 'int'],
  ['digits', 'int'],
  ['float', 'number'],
  ['double', 'number'],
  ['decimal', 'number'],
  ['hexadecimal', 'hex'],
  ['uuid', 'guid'],
  ['letters', 'alpha'],
  ['alphanumeric', 'alnum'],
  ['datetime', 'timestamp'],
  ['bool', 'boolean'],
  ['lang', 'locale'],
  ['language', 'locale'],
  ['year', 'YYYY'],
  ['month', 'MM'],
  ['day', 'DD'],
  ['hour', 'HH'],
  ['minute', 'mm'],
  ['second', 'ss'],
]);

/**
 * The candidate that a word was meant to be, if one is near enough: what another language calls so, else the one with the fewest edits.
 * Case counts only between equals, since `{hh}` means `{HH}` and `{SS}` means `{ss}`. O(candidates × length²).
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const cut = word.slice(0, 64);
  const other = OTHER_NAMES.get(cut.toLowerCase());
  if (other !== undefined && candidates.includes(other)) return other;
  let best: string | undefined;
  let bestSteps = Math.max(2, Math.floor(word.length / 3));
  let bestExact = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const steps = distance(cut.toLowerCase(), candidate.toLowerCase());
    if (steps > bestSteps || !isNear(cut, candidate, steps)) continue;
    const exact = distance(cut, candidate);
    if (steps === bestSteps && exact >= bestExact) continue;
    best = candidate;
    bestSteps = steps;
    bestExact = exact;
  }
  return best;
}

/** Edits of half a word make another word of it (`name`, `date`), unless they only change the order of its letters (`itn`). */
function isNear(word: string, candidate: string, steps: number): boolean {
  if (2 * steps < Math.max(word.length, candidate.length)) return true;
  return sorted(word) === sorted(candidate);
}

const sorted = (word: string): string => Array.from(word.toLowerCase()).sort().join('');
