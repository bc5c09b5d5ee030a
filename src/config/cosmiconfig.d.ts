import type { CosmiconfigResult, Loader } from 'cosmiconfig';

declare module 'cosmiconfig/dist/Explorer.js' {
  /** What `cosmiconfig()` makes after it has looked for settings of its own; the package ships no types for it. */
  export class Explorer {
    constructor(options: {
      readonly moduleName: string;
      readonly searchPlaces: readonly string[];
      readonly searchStrategy: 'none';
      readonly ignoreEmptySearchPlaces: boolean;
      readonly cache: boolean;
      readonly transform: (result: CosmiconfigResult) => CosmiconfigResult;
      readonly loaders: { readonly [extension: string]: Loader };
      readonly metaConfigFilePath: null;
      readonly mergeImportArrays: boolean;
      readonly mergeSearchPlaces: boolean;
    });
    search(from: string): Promise<CosmiconfigResult>;
  }
}
