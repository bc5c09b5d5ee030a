/** Keys that differ in a date, and the mask that a person would write for them. */
export interface DateCase {
  readonly keys: readonly string[];
  readonly mask: string;
}

/** Each line: the mask, then its keys. */
const CASES = `
/t/{MMYYYY}.csv                       t/012024.csv t/122023.csv
/t/{MM-YYYY}.csv                      t/01-2024.csv t/12-2023.csv
/t/{MM}/{YYYY}.csv                    t/01/2024.csv t/12/2023.csv
/t/{n:int(2)}-{YYYY}.csv              t/01-2024.csv t/02-2023.csv
/t/week-{n:int(2)}-{YYYY}.csv         t/week-01-2024.csv t/week-12-2023.csv
/t/{DD}/{MM}/{YYYY}/a.csv             t/31/01/2024/a.csv t/15/12/2023/a.csv
/t/{DDMMYY}.csv                       t/310124.csv t/151223.csv
/t/{DDMMYY}.csv                       t/311224.csv t/010125.csv
/t/{YYMMDD}.csv                       t/240131.csv t/231215.csv
/t/{MMDDYY}.csv                       t/013124.csv t/121523.csv
/t/{n:int(6)}.csv                     t/010224.csv t/020324.csv
/t/{DD}-{MM}-{YY}.csv                 t/31-01-24.csv t/15-12-23.csv
/t/{YY}.{MM}.{DD}.csv                 t/24.01.31.csv t/23.12.15.csv
/t/{DDMMYYYYHHmmss}.csv               t/31012024093059.csv t/15122023230101.csv
/t/{YYMMDDHHmmss}.csv                 t/240131093059.csv t/231215230101.csv
/t/{YYYY}/{MMDD}.csv                  t/2024/0105.csv t/2023/1231.csv
/t/{YYYYMM}_{n:int(2)}.csv            t/202401_01.csv t/202402_02.csv
/t/{n:int(8)}.csv                     t/01022024.csv t/02022024.csv
/t/{:int(2)}-{:int(2)}-{YYYY}.csv     t/01-02-2024.csv t/02-02-2024.csv
/t/{YYYY}-W{n:int(2)}.csv             t/2024-W05.csv t/2024-W06.csv
/t/Q{n:int}_{YYYY}.csv                t/Q1_2024.csv t/Q3_2024.csv
/t/2024Q1.csv                         t/2024Q1.csv
/t/ventes_{month:string}_{YYYY}.csv   t/ventes_février_2024.csv t/ventes_mars_2024.csv
/t/{month:alpha}{YYYY}.csv            t/Januar2024.csv t/Mai2024.csv
/t/{n:int}{zzz}{YYYY}.csv             t/31Jan2024.csv t/15Dec2023.csv
/t/{weekday:alpha}.csv                t/lundi.csv t/mardi.csv t/dimanche.csv
/t/{YYYYMMDD}v{n:int}.csv             t/20240131v2.csv t/20231215v3.csv
/t/{YYYYMMDD}FRA.csv                  t/20240131FRA.csv t/20231215FRA.csv
/t/annee={YYYY}/mois={MM}/a.csv       t/annee=2024/mois=01/a.csv t/annee=2023/mois=02/a.csv
/t/ym={YYYY-MM}/a.csv                 t/ym=2024-01/a.csv t/ym=2023-02/a.csv
/t/week={week:int}-{n:int(2)}/a.csv   t/week=2024-01/a.csv t/week=2023-02/a.csv
/t/{YYYY}/m{MM}/a.csv                 t/2024/m01/a.csv t/2023/m11/a.csv
/t/{YYYY}/T{n:int(2)}/a.csv           t/2024/T01/a.csv t/2023/T11/a.csv
/t/{YYYY}/T{n:int(3)}/a.csv           t/2024/T001/a.csv t/2023/T014/a.csv
/t/{YYYY}/C{n:int(4)}/a.csv           t/2024/C0105/a.csv t/2023/C1231/a.csv
/t/{YYYY}/W{n:int(2)}/a.csv           t/2024/W05/a.csv t/2023/W06/a.csv
/t/{YYYY}/{MM}/N{n:int(2)}/a.csv      t/2024/01/N05/a.csv t/2023/02/N06/a.csv
/t/{YYYYMMDD}/h{HH}.csv               t/20240131/h05.csv t/20231215/h06.csv
/t/{YYYYMMDD}/B{n:int(2)}.tif         t/20240131/B05.tif t/20231215/B06.tif
/t/{n:int}/C{n:int(2)}/{YYYY}.csv     t/31/C01/2024.csv t/15/C12/2023.csv
`;

export const DATE_CASES: readonly DateCase[] = CASES.trim()
  .split('\n')
  .map((line) => {
    const [mask = '', ...keys] = line.split(/ +/);
    return { mask, keys };
  });
