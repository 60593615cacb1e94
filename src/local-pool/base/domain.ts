import type { UserPool } from './model.js';

/** Without a domain a pool has neither pages nor OAuth endpoints; one of its own is as good as one with a prefix. */
export const hasDomain = ({ domain, customDomain }: Pick<UserPool, 'domain' | 'customDomain'>): boolean =>
  domain !== undefined || customDomain !== undefined;
