import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile } from '../parsed-file.ts';
import { pointerTo } from '../pointer.ts';
import { locate, type Span } from '../source-text.ts';
import type { YamlProblem } from '../yaml-text.ts';

/**
 * A value that is no YAML but reads as a mask: `*.csv` (an alias), `{YYYY}/x.csv` (a map), `[/a/{YYYY}/x.csv]` (a list).
 */
const BARE_MASK =
  /^[ \t]*(?:-[ \t]+)?(?:(?:mask|exclude|masks):[ \t]+)?(?:\[[ \t]*)?(?:\*|\{\{?[\w:|(),. -]*\}|(?<=\[[ \t]*)\/)/;

/** Mistakes of YAML itself: at most one a line, since the parser's later ones follow from its first. */
export function syntaxProblems(file: ParsedFile, problems: readonly YamlProblem[]): Observation[] {
  const lines = new Set<number>();
  const found: Observation[] = [];
  const all = [...problems, ...file.tree.problems].sort((a, b) => a.span[0] - b.span[0]);
  for (const { reason, span } of all) {
    const { line } = locate(file.source, span);
    if (lines.has(line)) continue;
    lines.add(line);
    found.push(syntaxProblem(file, reason, span));
  }
  return found;
}

function syntaxProblem(file: ParsedFile, reason: string, span: Span): Observation {
  const { text } = file.source;
  const start = text.lastIndexOf('\n', span[0] - 1) + 1;
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 1000))?.[0] ?? '';
  if (BARE_MASK.test(line) && reason !== 'circular-alias') {
    const indent = /^[ \t]*(?:-[ \t]+)?(?:\w+:[ \t]+)?/.exec(line)?.[0].length ?? 0;
    const from = start + indent;
    return observe(
      file,
      'config/unquoted-mask',
      '',
      { reason: 'misread' },
      { span: [from, start + line.trimEnd().length] },
    );
  }
  return observe(file, 'config/syntax', '', { reason }, { span });
}

const NAMED = new Map([
  ['/auth', 'auth'],
  ['/endpoints', 'endpoint'],
  ['/tokens', 'token'],
]);

/** A key that stands twice in one map; of things with names, a duplicate name. */
export function duplicateKeys(file: ParsedFile): Observation[] {
  return file.tree.duplicates.map(({ pointer, name, first, again }) => {
    const kind = NAMED.get(pointer);
    const at = {
      span: again,
      related: [{ location: locate(file.source, first), args: { role: 'first' } }],
    };
    const key = pointerTo(pointer, name);
    return kind === undefined
      ? observe(file, 'config/syntax', key, { reason: 'duplicate-key', name }, at)
      : observe(file, 'config/duplicate-name', key, { kind, name }, at);
  });
}
