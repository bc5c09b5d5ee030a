/** Strings that get confused with one another carry a brand; the cast that makes one is in its constructor only. */
declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A bucket's name, an access-point ARN or an alias: whatever S3 takes as `Bucket`. */
export type BucketName = Brand<string, 'BucketName'>;
/** An S3 key: any UTF-8 text, opaque, without the leading `/` that a mask starts with. */
export type S3Key = Brand<string, 'S3Key'>;
/** The text of a mask as it stands in the configuration. Starts with `/`. */
export type MaskText = Brand<string, 'MaskText'>;
/** The place of a file or directory in the catalogue: `/` + segments. A grouped file keeps its mask's text. */
export type CataloguePath = Brand<string, 'CataloguePath'>;

export const bucketName = (text: string): BucketName => text as BucketName;
export const s3Key = (text: string): S3Key => text as S3Key;
export const maskText = (text: string): MaskText => text as MaskText;
export const cataloguePath = (text: string): CataloguePath => text as CataloguePath;
