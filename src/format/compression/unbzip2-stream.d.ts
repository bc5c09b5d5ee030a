declare module 'unbzip2-stream/lib/bzip2.js' {
  const bzip2: unknown;
  export = bzip2;
}
