/** ISO 3166-1 alpha-2 and ISO 639-1, and the European Union's and the United Kingdom's own. */
const COUNTRIES =
  'adaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjblbmbnbobqbrbsbtbvbwbybzcacccdcfcgchcickclcmcncocrcucvcwcxcyczdedjdkdmdodzeceeegeheresetfifjfkfmfofrgagbgdgegfgggh' +
  'giglgmgngpgqgrgsgtgugwgyhkhmhnhrhthuidieiliminioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvlymamcmdmemfmgmhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancnenfng' +
  'ninlnonpnrnunzompapepfpgphpkplpmpnprpsptpwpyqarerorsrurwsasbscsdsesgshsisjskslsmsnsosrssstsvsxsysztctdtftgthtjtktltmtntotrtttvtwtzuaugumusuyuzvavcvevgvivnvuwfwsyeytzazmzweuuk';
const LANGUAGES =
  'aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkm' +
  'knkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu';

const pairs = (text: string): readonly string[] => text.match(/../g) ?? [];
const CODES = new Set([...pairs(COUNTRIES), ...pairs(LANGUAGES)]);

/** Whether a word is the code of a country or language, in small or in capital letters. */
export const isPlaceCode = (word: string): boolean =>
  word.length === 2 &&
  (word === word.toLowerCase() || word === word.toUpperCase()) &&
  CODES.has(word.toLowerCase());

const CALENDAR = new Set(
  'january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'
    .split(' ')
    .flatMap((name) => [name, name.slice(0, 3)]),
);

/** Whether a word is the name of a month or a day of the week, whole or its first three letters. */
export const isCalendarName = (word: string): boolean => CALENDAR.has(word.toLowerCase());
