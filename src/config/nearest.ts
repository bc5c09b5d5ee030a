import { distance } from 'fastest-levenshtein';

/** Names longer than this are not compared: nobody means them. */
const MAX_LENGTH = 100;

/**
 * The valid names a person may have meant, nearest first, then in the order given: at most three, each within
 * max(2, a third of its length) edits, case ignored. O(candidates × length).
 */
export function nearestNames(wrong: string, candidates: Iterable<string>): string[] {
  if (wrong.length > MAX_LENGTH) return [];
  const text = wrong.toLowerCase();
  return [...candidates]
    .filter((name) => name.length <= MAX_LENGTH)
    .map((name) => ({ name, edits: distance(text, name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(2, name.length / 3) && edits < name.length)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
}
