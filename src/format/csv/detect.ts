import { candidates } from './candidates.ts';
import { dialectFeatures, type Features } from './dialect-features.ts';
import { headerFeatures } from './header-features.ts';
import { type Model, score } from './model.ts';
import { type Dialect, type Row, type Scan, type ScanLimits, scanRows } from './scan.ts';
import { findTable, type Table } from './table.ts';

/** First look at every candidate, second look at the best. */
const FIRST: ScanLimits = { rows: 25, characters: 16_384, cells: 2_000 };
export const SECOND: ScanLimits = { rows: 150, characters: 1_048_576, cells: 10_000 };
const KEPT = 4;
/** A candidate that is this far behind after the first look does not catch up. */
const BEHIND = 5;
/** A hint is kept unless another dialect beats it by this much. */
const HINT_BONUS = 3;

/** A dialect tried on the text. */
export interface Attempt {
  readonly dialect: Dialect;
  readonly scan: Scan;
  readonly table: Table;
  readonly features: Features;
  readonly score: number;
}

/** What is settled before anything is tried. A missing part is detected. */
export interface Request {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly header?: boolean;
  readonly hint?: { readonly delimiter?: string; readonly header?: boolean };
}

export interface Detection {
  /** Best first; the first is the answer. Never empty. */
  readonly attempts: readonly Attempt[];
  /** Chance, 0 to 1, that the model gives to the delimiter. */
  readonly confidence: number;
  readonly header: HeaderBelief;
}

export interface HeaderBelief {
  readonly present: boolean;
  /** Positive for a header; 4 and more either way is certain. */
  readonly score: number;
  readonly because: 'configured' | 'hint' | 'score';
  /** The configuration or the hint says the same. */
  readonly known: boolean;
  readonly features: Features;
  /** The table's rows, header first where there is one. */
  readonly rows: readonly Row[];
  /** The header's first cell in the text is the mark of a comment, and no name. */
  readonly marked?: boolean;
}

/** Settles dialect and header of the beginning of a text. Deterministic. O(candidates × characters), bounded by `FIRST` and `SECOND`. */
export function detect(text: string, complete: boolean, request: Request, model: Model): Detection {
  const dialects = candidates(text, request);
  const first = rank(dialects.map((one) => attempt(text, one, FIRST, complete, request, model)));
  const kept = first.slice(0, KEPT).filter((one) => one.score > first[0]!.score - BEHIND);
  const seen =
    kept.every((one) => one.scan.rows.length < FIRST.rows) && text.length < FIRST.characters;
  const attempts = seen
    ? kept
    : rank(kept.map((one) => attempt(text, one.dialect, SECOND, complete, request, model)));
  const best = attempts[0]!;
  return {
    attempts,
    confidence: confidenceOf(attempts),
    header: believeHeader(best.table, request, model),
  };
}

/** A delimiter that takes this share of the rows' values apart is none. */
const TORN = 0.6;

/** Best first. Equals keep the order of the candidates, so that the answer depends on nothing else. */
function rank(attempts: readonly Attempt[]): readonly Attempt[] {
  const whole = attempts.filter((one) => one.features['torn']! < TORN);
  return [...(whole.length > 0 ? whole : attempts)].sort((a, b) => b.score - a.score);
}

export function attempt(
  text: string,
  dialect: Dialect,
  limits: ScanLimits,
  complete: boolean,
  request: Request,
  model: Model,
): Attempt {
  const scan = scanRows(text, dialect, limits, complete);
  const table = findTable(scan.rows);
  const features = dialectFeatures(dialect, scan, table);
  const hinted = request.hint?.delimiter === dialect.delimiter && table.width > 1;
  return {
    dialect,
    scan,
    table,
    features,
    score: score(features, model.dialect) + (hinted ? HINT_BONUS : 0),
  };
}

/** Softmax over the attempts, summed over those with the best one's delimiter. */
function confidenceOf(attempts: readonly Attempt[]): number {
  const [best] = attempts;
  if (best === undefined) return 0;
  let [same, all] = [0, 0];
  for (const one of attempts) {
    const weight = Math.exp(one.score - best.score);
    all += weight;
    if (one.dialect.delimiter === best.dialect.delimiter) same += weight;
  }
  return same / all;
}

function believeHeader(table: Table, request: Request, model: Model): HeaderBelief {
  const { rows, width, commented } = table;
  const features = headerFeatures(rows, width);
  const plain = score(features, model.header);
  if (request.header !== undefined) {
    return {
      present: request.header,
      score: plain,
      because: 'configured',
      known: true,
      features,
      rows,
    };
  }
  if (commented !== undefined && plain < 0) {
    const under = [commented.row, ...rows];
    const other = headerFeatures(under, width);
    const sum = score(other, model.header);
    if (sum > 0)
      return {
        present: true,
        score: sum,
        because: 'score',
        known: request.hint?.header === true,
        features: other,
        rows: under,
        marked: commented.marked,
      };
  }
  const hinted = request.hint?.header;
  const sum = hinted === undefined ? plain : plain + (hinted ? HINT_BONUS : -HINT_BONUS);
  const because = hinted !== undefined && sum > 0 !== plain > 0 ? 'hint' : 'score';
  const present = sum > 0;
  return { present, score: sum, because, known: hinted === present, features, rows };
}

/**
 * A header that is believed by less than this is worth a finding, unless it is known: a header that somebody configured or committed
 * is doubted no more.
 */
const DOUBTED = 2;

/** Whether a first row was taken for the header that may well be data. */
export function isDoubted(header: HeaderBelief): boolean {
  return header.present && !header.known && header.score < DOUBTED;
}

/** A header score this far from 0 is certain; the training script tells how often it is right. */
const CERTAIN = 4;

/** Whether the header is believed, or not, without being certain. */
export function isAssumed(header: HeaderBelief): boolean {
  return header.because !== 'configured' && Math.abs(header.score) < CERTAIN;
}
