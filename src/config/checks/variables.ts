import type { Observation } from '../../catalogue/index.ts';
import { observe, type ParsedFile } from '../parsed-file.ts';
import { scalarSpan } from '../scalar-span.ts';

/** Variables that are not set, and `${env:` that is not a reference. Values are never looked at. */
export function variableProblems(file: ParsedFile): Observation[] {
  const found: Observation[] = [];
  for (const [pointer, place] of file.tree.places) {
    const { interpolated, scalar } = place;
    if (!interpolated || !scalar) continue;
    for (const { name, span } of interpolated.missing) {
      const args = { kind: 'variable', name };
      found.push(
        observe(file, 'config/dangling-reference', pointer, args, {
          span: scalarSpan(file.source, place, span),
        }),
      );
    }
    for (const span of interpolated.malformed) {
      found.push(
        observe(
          file,
          'config/schema',
          pointer,
          { reason: 'malformed-variable' },
          {
            span: scalarSpan(file.source, place, span),
          },
        ),
      );
    }
  }
  return found;
}
