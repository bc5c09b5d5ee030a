import { type Json, jsonText, type Related } from '../catalogue/index.ts';
import type { Format } from './format.ts';
import type { ReportFinding } from './report.ts';

/** The version of the JSON report that this program writes. */
const REPORT_VERSION = 1;

/** The JSON report (SPEC 8), a line a finding. `jsonText` escapes what is not text. */
export const json: Format = function* (report) {
  const { tool, base, head, summary, findings, run } = report;
  const start = jsonText({ report: REPORT_VERSION, tool, base, head, summary });
  yield `${start.slice(0, -1)},\n"findings":[`;
  for (const [i, finding] of findings.entries()) {
    yield `${i === 0 ? '\n' : ',\n'}${jsonText(findingJson(finding))}`;
  }
  yield run === undefined ? ']}\n' : `],\n"run":${jsonText(run)}}\n`;
};

/** Facts and words side by side, so that no reader has to take a sentence apart. */
function findingJson(finding: ReportFinding): Json {
  const { rule, level, fingerprint, subject, before, after, cause } = finding;
  const { message, next, location, related = [] } = finding;
  const args = { ...finding.args, ...finding.volatile };
  return {
    rule,
    level,
    fingerprint,
    subject: { ...subject },
    before: before ?? null,
    after: after ?? null,
    cause,
    message,
    next,
    ...(Object.keys(args).length === 0 ? {} : { args }),
    ...(location === undefined ? {} : { location: { ...location } }),
    related: related.map(relatedJson),
  };
}

function relatedJson({ location, args }: Related): Json {
  return { ...(location === undefined ? {} : { location: { ...location } }), args };
}
