/** `T` with its possibly undefined members optional instead, as `exactOptionalPropertyTypes` wants them. */
export type Compact<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the members that are undefined. */
export function compact<T extends object>(value: T): Compact<T> {
  // Removing exactly the undefined members is what `Compact` says.
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Compact<T>;
}
