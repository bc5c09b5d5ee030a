/** How far down a date is read. */
export const NOTHING = 0;
export const YEAR = 1;
export const MONTH = 2;
export const DAY = 3;
export const HOUR = 4;
export const MINUTE = 5;
export const SECOND = 6;

/** Names of partitions that hold a part of a date, in English, French, German, Spanish, Italian and Portuguese. */
const NAMES: readonly (readonly [depth: number, names: string])[] = [
  [YEAR, 'year yr yyyy y annee année an jahr ano año anio anno'],
  [MONTH, 'month mon mm m mois monat mes mese mês'],
  [DAY, 'day dd d jour jr tag dia día giorno'],
  [HOUR, 'hour hr hh h heure stunde hora ora'],
  [MINUTE, 'minute min'],
];
const DEPTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap(([depth, names]) => names.split(' ').map((name) => [name, depth] as const)),
);

/** The part of a date that a partition of this name, in small letters, holds; undefined for any other. */
export const depthOfPartition = (name: string): number | undefined => DEPTHS.get(name);

const WEEK =
  /(?:^|[^\p{L}])(?:w|wk|week|week_?no|kw|woche|kalenderwoche|s|sem|semaine|semana|settimana)$/iu;

/** Whether a text ends in a word after which a number is one of a week: it begins like a month, and goes on to 53. */
export const endsInWeek = (text: string): boolean => WEEK.test(text);

const PERIOD =
  /^[-_. /]?(?:q|w|h|s|t|kw|wk|week|sem|semaine|trim|trimestre|quarter|quartal)[-_ ]?$/i;

/** Whether a text names a part of a year, as between the numbers of `2024-W05` or `Q1_2024`. */
export const isPeriod = (text: string): boolean => PERIOD.test(text);
