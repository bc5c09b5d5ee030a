export type {
  ListRequest,
  ObjectIdentity,
  ObjectPage,
  ObjectStore,
  PageData,
  ReadAnswer,
  ReadRequest,
  StorageClassCode,
  StoreCounters,
} from './object-store.ts';
export { STORAGE_CLASSES } from './object-store.ts';
export type { StoreContext } from './open-store.ts';
export { openStore } from './open-store.ts';
export { proxyFor } from './proxy.ts';
export { trustedRoots } from './trust.ts';
