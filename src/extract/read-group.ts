import type { FileEntry, Observation, UnreadReason } from '../catalogue/index.ts';
import type { FileReading, ReadOptions } from '../format/index.ts';
import type { ObjectStore } from '../s3/index.ts';
import { withAgreedTypes } from './agreed-types.ts';
import { keyText } from './candidate.ts';
import type { FileGroup } from './file-group.ts';
import { hintOf } from './hint.ts';
import { type MemberReading, mixedHeaders } from './mixed-headers.ts';
import { readObject } from './read-object.ts';
import type { ReadingCache } from './reading-cache.ts';
import { type FilePlace, keptEntry, settledEntry } from './settle.ts';

export interface GroupReading {
  readonly entry: FileEntry;
  readonly observations: readonly Observation[];
  /** Key of the object the fields come from, or would come from. */
  readonly representative: string;
}

/**
 * Reads the members of a file that its sample asks for and settles its entry. Undefined: all its objects were deleted after they
 * were listed, and nothing was known of it, so that there is no such file.
 */
export async function readGroup(
  store: ObjectStore,
  bucket: { readonly name: string; readonly read: { readonly maxBytes: number } },
  group: FileGroup,
  previous: FileEntry | undefined,
  cache: ReadingCache,
  signal: AbortSignal,
): Promise<GroupReading | undefined> {
  const place: FilePlace = { bucket: bucket.name, path: group.path, name: group.mask?.name };
  const members: MemberReading[] = [];
  const empty: MemberReading[] = [];
  let failure: { reason: UnreadReason; key: string } | undefined;
  for (const candidate of group.candidates.best) {
    if (members.length >= group.wanted || failure !== undefined) break;
    const key = keyText(candidate.key);
    // A sibling's dialect is tried first, before it the one that the file had when it was last looked at.
    const known = members[0]?.reading ?? previous;
    const options: ReadOptions = {
      csv: group.csv,
      ...(known === undefined ? {} : { hint: hintOf(known) }),
    };
    const outcome = await readObject(store, candidate, options, bucket, cache, signal);
    if (outcome.kind === 'read') {
      const { reading } = outcome;
      (holdsNothing(reading) ? empty : members).push({ key, reading });
    } else if (outcome.kind === 'unread' && members.length === 0) {
      failure = { reason: outcome.reason, key };
    }
  }
  // An empty delivery is told and shows no fields: the next best one does, or what was known stays.
  const found = members.length > 0 ? members : empty.slice(0, 1);
  const [first] = found;
  if (first === undefined) {
    const allGone = failure === undefined && group.objects <= group.candidates.best.length;
    if (allGone && previous === undefined) return undefined;
    const key = failure?.key ?? keyText(group.candidates.best[0]?.key ?? new Uint8Array(0));
    return unread(place, previous, failure?.reason ?? 'vanished', key);
  }
  const { reading } = first;
  if (reading.unread !== undefined) {
    const kept = unread(place, previous, reading.unread, first.key);
    return { ...kept, observations: [...stateOf(place, first), ...kept.observations] };
  }
  // A member that cannot be read contradicts no other.
  const readable = found.filter((one) => one.reading.unread === undefined);
  const mixed = mixedHeaders(place.bucket, place.path, readable);
  const nothing = members.length === 0 || group.candidates.best[0]?.size === 0;
  const entry =
    nothing && previous !== undefined && previous.fields.length > 0
      ? keptEntry(place, previous)
      : settledEntry(place, withAgreedTypes(readable.map((one) => one.reading)), previous);
  const told = members.length > 0 ? [first, ...empty.slice(0, 1)] : [first];
  return {
    entry,
    observations: [
      ...told.flatMap((one) => stateOf(place, one)),
      ...(mixed === undefined ? [] : [mixed]),
    ],
    representative: first.key,
  };
}

/** Whether an object has a format and no records, with bytes (a list without elements, gzip of nothing) or without. */
function holdsNothing({ fields, observations }: FileReading): boolean {
  return fields.length === 0 && observations.some(({ rule }) => rule === 'file/empty');
}

function unread(
  place: FilePlace,
  previous: FileEntry | undefined,
  reason: UnreadReason,
  key: string,
): GroupReading {
  const observation: Observation = {
    rule: 'source/unread-file',
    subject: { bucket: place.bucket, path: place.path },
    args: { reason },
    volatile: { key },
  };
  return {
    entry: keptEntry(place, previous, reason),
    observations: [observation],
    representative: key,
  };
}

/** What the format saw, with the file as its subject. */
function stateOf(place: FilePlace, member: MemberReading): readonly Observation[] {
  return member.reading.observations.map(({ rule, field, args }) => ({
    rule,
    subject: { bucket: place.bucket, path: place.path, ...(field === undefined ? {} : { field }) },
    args,
    volatile: { key: member.key },
  }));
}
