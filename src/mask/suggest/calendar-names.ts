/** English, French, German, Spanish, Italian, Portuguese and Dutch, without and with their accents. */
const MONTHS =
  'january february march april may june july august september october november december ' +
  'janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre ' +
  'januar jänner februar märz maerz april mai juni juli august september oktober november dezember ' +
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ' +
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre ' +
  'janeiro fevereiro março marco abril maio junho julho agosto setembro outubro novembro dezembro ' +
  'januari februari maart april mei juni juli augustus september oktober november december';
const WEEKDAYS =
  'monday tuesday wednesday thursday friday saturday sunday ' +
  'lundi mardi mercredi jeudi vendredi samedi dimanche ' +
  'montag dienstag mittwoch donnerstag freitag samstag sonntag ' +
  'lunes martes miércoles miercoles jueves viernes sábado sabado domingo ' +
  'lunedì martedì mercoledì giovedì venerdì sabato domenica ' +
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag';
/** Short forms that are not the first three letters. */
const SHORT_MONTHS = 'sept janv févr fevr avr juil';

const withShort = (names: string): readonly string[] =>
  names.split(' ').flatMap((name) => [name, Array.from(name).slice(0, 3).join('')]);

const MONTH_NAMES = new Set([...withShort(MONTHS), ...SHORT_MONTHS.split(' ')]);
const WEEKDAY_NAMES = new Set(withShort(WEEKDAYS));
const plain = (word: string): string => word.normalize('NFC').toLowerCase();

/** Whether a word is the name of a month, whole or short. */
export const isMonthName = (word: string): boolean => MONTH_NAMES.has(plain(word));

/** Whether a word is the name of a day of the week, whole or its first three letters. */
export const isWeekdayName = (word: string): boolean => WEEKDAY_NAMES.has(plain(word));
