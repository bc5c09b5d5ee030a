interface Group {
  readonly members: readonly string[];
  /** The longest beginning that all members have, in characters. */
  readonly common: readonly string[];
}

/**
 * At most `most` prefixes that hold everything below the given ones, none the beginning of another: neighbours are put together under what
 * they begin with in common, those of the largest groups last. Given prefixes in byte order, none the beginning of another;
 * gives them back where they are few enough. O(most × length of all).
 */
export function fewPrefixes(prefixes: readonly string[], most: number): readonly string[] {
  if (prefixes.length === 0) return [];
  const groups: Group[] = [groupOf(prefixes)];
  for (;;) {
    const largest = groups.reduce((a, b) => (b.members.length > a.members.length ? b : a));
    if (largest.members.length === 1) break;
    const parts = partsOf(largest);
    if (groups.length - 1 + parts.length > most) break;
    groups.splice(groups.indexOf(largest), 1, ...parts);
  }
  return groups.map(({ common }) => common.join(''));
}

function groupOf(members: readonly string[]): Group {
  const first = Array.from(members[0] ?? '');
  const last = Array.from(members.at(-1) ?? '');
  // In order, what the first and the last begin with is what all begin with.
  const parting = first.findIndex((char, i) => char !== last[i]);
  return { members, common: parting === -1 ? first : first.slice(0, parting) };
}

/** The group parted by the character after what its members have in common; every member has one, being no other's beginning. */
function partsOf({ members, common }: Group): readonly Group[] {
  const at = common.join('').length;
  const parts: string[][] = [];
  let before: number | undefined;
  for (const member of members) {
    const char = member.codePointAt(at);
    if (char === before) parts.at(-1)?.push(member);
    else parts.push([member]);
    before = char;
  }
  return parts.map(groupOf);
}
