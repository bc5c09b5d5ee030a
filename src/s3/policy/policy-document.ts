/** One statement of an IAM policy, as AWS documents it. */
export interface PolicyStatement {
  /** Letters and digits, unique within a policy. */
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal?: { readonly [kind: string]: string | readonly string[] };
  readonly Action: string;
  readonly Resource?: string | readonly string[];
  readonly Condition?: {
    readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
  };
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export const policyOf = (statements: readonly PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

/**
 * Text that stands for itself in a resource or in `StringLike`, where `*` and `?` are wildcards and `${…}` a variable.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export const literally = (text: string): string =>
  text.replace(/[*?]|\$(?=\{)/g, (character) => `\${${character}}`);

/** `Read` and `acme-lake` are `ReadAcmeLake`. */
export function sidOf(verb: string, name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return verb + words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('');
}
