export type { DoctorContext, Patient } from './doctor/diagnose.ts';
export { diagnose } from './doctor/diagnose.ts';
export type { Check, CheckId, Diagnosis } from './doctor/diagnosis.ts';
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
export type { StoreContext } from './open-store.ts';
export { openStore } from './open-store.ts';
export { type BucketReach, type Grant, grantsOf, policyForAll } from './policy/access-policy.ts';
export { type PolicyDocument, type PolicyStatement, policyOf } from './policy/policy-document.ts';
export { type Trust, trustsOf } from './policy/trust-policy.ts';
export { proxyFor } from './proxy.ts';
export { trustedRoots } from './trust.ts';
