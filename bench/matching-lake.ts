/** A synthetic lake: keys in byte order, 61 to 74 characters, seven in ten of them files that a mask is for. */
export interface Lake {
  readonly bytes: Uint8Array;
  /** Key `i` is `bytes[offsets[i], offsets[i + 1])`. */
  readonly offsets: Uint32Array;
  readonly count: number;
}

export const LAKES = ['literal', 'wildcard'] as const;
export type LakeKind = (typeof LAKES)[number];

const teamName = (team: number): string => `team_${String(team).padStart(4, '0')}`;

/** One mask a team: beginning with a literal, or with any directories. */
export function lakeMasks(kind: LakeKind, teams: number): readonly string[] {
  const begin = kind === 'literal' ? '/datasource/landing/' : '/**/';
  return Array.from(
    { length: teams },
    (_, team) => `${begin}${teamName(team)}/orders/{YYYYMMDD}/part-*.csv.gz`,
  );
}

/**
 * Ten keys a team and day: three temporary files, then seven parts, whose names end alike (`-of-00010.csv.gz`) or in a hash of
 * its own length. O(count).
 */
export function makeLake(teams: number, count: number, ends: 'alike' | 'unlike' = 'alike'): Lake {
  const bytes = new Uint8Array(80 * count);
  const offsets = new Uint32Array(count + 1);
  const encoder = new TextEncoder();
  const days = Math.ceil(count / teams / 10);
  let made = 0;
  let length = 0;
  for (let team = 0; team < teams && made < count; team++) {
    for (let day = 0; day < days && made < count; day++) {
      const date = new Date(Date.UTC(2000, 0, 1 + day))
        .toISOString()
        .slice(0, 10)
        .replaceAll('-', '');
      const directory = `datasource/landing/${teamName(team)}/orders/${date}/`;
      for (let file = 0; file < 10 && made < count; file++) {
        const end =
          ends === 'alike'
            ? 'of-00010'
            : Math.imul(made, 0x9e3779b1 | 0)
                .toString(16)
                .slice(1);
        const name = file < 3 ? `_tmp/part-0000${file}.bak` : `part-0000${file}-${end}.csv.gz`;
        length += encoder.encodeInto(directory + name, bytes.subarray(length)).written;
        made += 1;
        offsets[made] = length;
      }
    }
  }
  return { bytes: bytes.subarray(0, length), offsets, count };
}

/** `wanted` keys of a lake, evenly spread over teams, days and files: their numbers, and the keys as strings. */
export function sampleOf(
  lake: Lake,
  wanted: number,
): { readonly numbers: readonly number[]; readonly keys: readonly string[] } {
  const decoder = new TextDecoder();
  let stride = Math.floor(lake.count / wanted);
  // Files come in tens: a stride that shares a factor with ten would always meet the same ones.
  while (stride % 2 === 0 || stride % 5 === 0) stride += 1;
  const numbers = Array.from({ length: wanted }, (_, i) => (i * stride) % lake.count);
  const keys = numbers.map((key) =>
    decoder.decode(lake.bytes.subarray(lake.offsets[key]!, lake.offsets[key + 1]!)),
  );
  return { numbers, keys };
}
