/** The longest key of S3, in bytes. */
export const LONGEST_KEY = 1024;

/**
 * What a slot of a key is. In a signature these bytes, which UTF-8 never has, stand for the slot; `DIGITS` is followed by
 * their number and `DATE` by its layout. All else of a signature is the key's own text.
 */
export const DIGITS = 0xf8;
export const MIXED = 0xf9;
export const GUID = 0xfa;
export const DATE = 0xfb;
/** The value of a `name=value` directory. */
export const VALUE = 0xfc;
export const REGION = 0xfd;
export const LOCALE = 0xfe;
