import type { Json } from '../../catalogue/index.ts';
import type { ReportFinding } from '../report.ts';
import { member, possibleRename, shown } from '../words/change.ts';
import { counted, plain, quoted } from '../words/quoted.ts';

/** A finding as a line of the text report: `+ subject  detail`. Everything is escaped already. */
export interface Row {
  /** `+` new, `-` gone, `~` changed, `!` a remark. */
  readonly sign: '+' | '-' | '~' | '!';
  readonly subject: string;
  readonly detail: string;
}

/** Names of more fields than this are not listed. */
const MAX_NAMES = 8;

/** What of a finding stands in its line. Remarks have their sentence in the place of the subject. */
export function rowOf(finding: ReportFinding): Row {
  const { rule, subject, before, after } = finding;
  switch (rule) {
    case 'file/added':
      return { sign: '+', subject: plain(subject.path), detail: outline(after) };
    case 'file/removed':
      return { sign: '-', subject: plain(subject.path), detail: outline(before) };
    case 'directory/added':
      return { sign: '+', subject: plain(subject.path), detail: 'empty directory' };
    case 'directory/removed':
      return { sign: '-', subject: plain(subject.path), detail: 'directory' };
    case 'field/added':
      return { sign: '+', subject: fieldName(subject.field), detail: typed(finding, after) };
    case 'field/inserted': {
      const position = plain(finding.volatile?.['position']);
      const place = position === '' ? 'before the end' : `now field ${position}`;
      return { sign: '+', subject: fieldName(subject.field), detail: typed(finding, after, place) };
    }
    case 'field/removed':
      return { sign: '-', subject: fieldName(subject.field), detail: typed(finding, before) };
    case 'field/reordered':
      return { sign: '~', subject: 'order', detail: turned(names(before), names(after)) };
    case 'field/renamed-case':
    case 'field/renamed-space':
      return {
        sign: '~',
        subject: fieldName(subject.field),
        detail: turned(quoted(member(before, 'name')), quoted(member(after, 'name'))),
      };
    case 'field/type-widened':
    case 'field/type-narrowed':
      return {
        sign: '~',
        subject: fieldName(subject.field),
        detail: turned(plain(member(before, 'type')), plain(member(after, 'type'))),
      };
    case 'file/delimiter-changed':
    case 'file/encoding-changed':
    case 'file/compression-changed':
    case 'file/format-changed':
      return {
        sign: '~',
        subject: rule.slice('file/'.length, -'-changed'.length),
        detail: turned(shown(before), shown(after)),
      };
    case 'file/header-gained':
      return { sign: '~', subject: 'header', detail: turned('none', 'names in the first record') };
    case 'file/header-lost':
      return { sign: '~', subject: 'header', detail: turned('names in the first record', 'none') };
    default:
      return { sign: '!', subject: finding.message, detail: '' };
  }
}

function turned(before: string, after: string): string {
  return `${before} -> ${after}`;
}

/** A name as it is, in quotes where its ends or its emptiness could not be seen. */
function fieldName(name: string | undefined): string {
  return name === undefined || /^$|^\s|\s$|\s\s/.test(name) ? quoted(name, 120) : plain(name, 120);
}

function typed(finding: ReportFinding, field: Json | undefined, place?: string): string {
  const rename = possibleRename(finding);
  return [
    plain(member(field, 'nativeType') ?? member(field, 'type')),
    ...(place === undefined ? [] : [place]),
    ...(rename === undefined ? [] : [`possible rename: ${quoted(rename, 80)}`]),
  ].join(', ');
}

function outline(file: Json | undefined): string {
  const format = member(file, 'format') ?? null;
  const fields = Number(member(file, 'fields') ?? 0);
  return [...(format === null ? [] : [plain(format)]), counted(fields, 'field')].join(', ');
}

function names(value: Json | undefined): string {
  if (!Array.isArray(value)) return quoted(value);
  if (value.length > MAX_NAMES) return counted(value.length, 'field');
  return value.map((name) => fieldName(String(name))).join(' ');
}
