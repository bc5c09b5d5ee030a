import type { CHANGE_RULES, Json, Observation } from '../../catalogue/index.ts';
import { counted, plain, quoted } from './quoted.ts';
import type { RuleWords, Words } from './words.ts';

/** A member of what a change holds before or after; `undefined` where there is none. */
export function member(value: Json | undefined, key: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json | undefined })[key]
    : undefined;
}

/** The field that this one may have become or come from, where the diff says so. */
export function possibleRename({ related = [] }: Observation): Json | undefined {
  return related.find(({ args }) => args['note'] === 'possible-rename')?.args['field'];
}

/** How a delimiter, an encoding or the like reads in a sentence: control characters by their name. */
export function shown(value: Json | undefined): string {
  if (value === null || value === undefined) return 'none';
  return value === '\t' ? 'TAB' : quoted(value);
}

function fileWords(what: string, value: Json | undefined): Words {
  const fields = Number(member(value, 'fields') ?? 0);
  const format = member(value, 'format');
  const details = [
    ...(format === null || format === undefined ? [] : [plain(format)]),
    ...(fields === 0 ? [] : [counted(fields, 'field')]),
  ];
  return { message: `the file ${what}${details.length === 0 ? '' : ` (${details.join(', ')})`}` };
}

function fieldWords(observation: Observation, what: string, value: Json | undefined): Words {
  const rename = possibleRename(observation);
  const note = rename === undefined ? '' : `; possible rename: ${quoted(rename)}`;
  const type = plain(member(value, 'type'));
  return { message: `the field ${quoted(observation.subject.field)} (${type}) ${what}${note}` };
}

function renameWords({ before, after }: Observation, how: string): Words {
  const [from, to] = [member(before, 'name'), member(after, 'name')];
  return { message: `the field ${quoted(from)} is now ${quoted(to)}: ${how}` };
}

function typeWords({ subject, before, after }: Observation): Words {
  const [from, to] = [member(before, 'type'), member(after, 'type')];
  return {
    message: `the field ${quoted(subject.field)} was ${plain(from)} and is now ${plain(to)}`,
  };
}

const turned =
  (what: string) =>
  ({ before, after }: Observation): Words => ({
    message: `the ${what} was ${shown(before)} and is now ${shown(after)}`,
  });

/** The words of every kind of change. The path is told by whatever stands around the sentence. */
export const changeWords: RuleWords<(typeof CHANGE_RULES)[number]> = {
  'file/added': ({ after }) => fileWords('is new', after),
  'file/removed': ({ before }) => fileWords('is gone', before),
  'directory/added': () => ({ message: 'the empty directory is new' }),
  'directory/removed': () => ({ message: 'the directory is gone' }),
  'field/added': (change) => fieldWords(change, 'is new at the end', change.after),
  'field/inserted': (change) => fieldWords(change, 'is new before the end', change.after),
  'field/removed': (change) => fieldWords(change, 'is gone', change.before),
  'field/reordered': ({ before, after }) => ({
    message: `fields stand in another order: ${quoted(before, 200)} became ${quoted(after, 200)}`,
  }),
  'field/renamed-case': (change) => renameWords(change, 'upper and lower case differ'),
  'field/renamed-space': (change) => renameWords(change, 'white space differs'),
  'field/type-widened': typeWords,
  'field/type-narrowed': typeWords,
  'file/delimiter-changed': turned('delimiter'),
  'file/header-gained': () => ({ message: 'the first record now names the fields' }),
  'file/header-lost': () => ({ message: 'the first record no longer names the fields' }),
  'file/encoding-changed': turned('encoding'),
  'file/compression-changed': turned('compression'),
  'file/format-changed': turned('format'),
};
