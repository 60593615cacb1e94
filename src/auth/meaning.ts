import { familyReasons, reasonFamilies, reasons } from './reasons.js';

const meaningByReason: Readonly<Record<string, string>> = { ...reasons, ...familyReasons };

const families: readonly (readonly [RegExp, string])[] = [
  [/^pool_status_\d/, reasonFamilies['pool_status_…']],
  [/^err_./, reasonFamilies['err_…']],
  [/^oauth_./, reasonFamilies['oauth_…']],
  [/^store_./, reasonFamilies['store_…']],
  [/^[A-Z][A-Z0-9_]+$/, reasonFamilies['E…, capitals']],
];

/** What a reason means, in the words of its table, or of its family. `undefined` for what is no reason. */
export const meaningOf = (reason = ''): string | undefined =>
  Object.hasOwn(meaningByReason, reason)
    ? meaningByReason[reason]
    : families.find(([pattern]) => pattern.test(reason))?.[1];
