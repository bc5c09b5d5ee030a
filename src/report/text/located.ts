import type { Finding, Location } from '../../catalogue/index.ts';
import { codeFrame } from '../code-frame.ts';
import type { Colors } from '../colors.ts';
import type { RenderOptions } from '../format.ts';
import { levelWord } from '../level-word.ts';
import type { ReportFinding } from '../report.ts';
import { escaped } from '../words/quoted.ts';

/** Whether a finding is about a place in the configuration rather than a file of the lake. */
export function isLocated({ rule }: { readonly rule: Finding['rule'] }): boolean {
  return /^(?:config|mask)\//.test(rule);
}

/** `file:line:column  level  message  rule`, the code it is about, and what to do. */
export function located(
  finding: ReportFinding,
  options: Pick<RenderOptions, 'sources' | 'width'>,
  colors: Colors,
): readonly string[] {
  const { level, message, next, rule, location, related = [] } = finding;
  const frame = (place: Location | undefined): readonly string[] => {
    const source = place === undefined ? undefined : options.sources.get(place.file);
    return place === undefined || source === undefined
      ? []
      : codeFrame(source, place, colors, options.width);
  };
  const where = location === undefined ? '' : `${colors.bold(placeText(location))}  `;
  return [
    `${where}${levelWord(level, colors).trimEnd()}  ${message}  ${colors.dim(rule)}`,
    ...frame(location),
    ...related.flatMap((other) =>
      other.location === undefined
        ? []
        : [`  ${colors.dim(`see ${placeText(other.location)}`)}`, ...frame(other.location)],
    ),
    ...(next === undefined ? [] : [`  ${colors.cyan('next:')} ${next}`]),
  ];
}

function placeText({ file, line, column }: Location): string {
  return `${escaped(file)}:${line}:${column}`;
}
