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

/** The parts of the world that companies divide their business by. */
const MARKETS = new Set(
  'emea apac amer amers americas latam noram nordics benelux dach mena anz ssa cee cis'.split(' '),
);

/** Whether a word is the code of a country, language or market, in small or in capital letters. */
export const isPlaceCode = (word: string): boolean => {
  const small = word.toLowerCase();
  return (
    (word === small || word === word.toUpperCase()) &&
    (word.length === 2 ? CODES.has(small) : MARKETS.has(small))
  );
};
