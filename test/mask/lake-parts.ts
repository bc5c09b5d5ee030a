/** Numbers from a seed, the same on every machine (mulberry32). */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export const pad = (value: number, width: number): string => String(value).padStart(width, '0');
export const HEX = '0123456789abcdef';
export const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';
export const BASE62 = `${BASE36}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

export type Random = (below: number) => number;
export const chars = (rnd: Random, alphabet: string, count: number): string =>
  Array.from({ length: count }, () => alphabet[rnd(alphabet.length)]).join('');
export const guid = (rnd: Random): string =>
  [8, 4, 4, 4, 12].map((count) => chars(rnd, HEX, count)).join('-');

export interface Day {
  readonly y: string;
  readonly m: string;
  readonly d: string;
  readonly i: number;
}
export function days(count: number, from = '2023-11-20'): readonly Day[] {
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(Date.parse(from) + i * 86_400_000);
    const [y, m, d] = date.toISOString().slice(0, 10).split('-') as [string, string, string];
    return { y, m, d, i };
  });
}
