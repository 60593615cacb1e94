import type { UserPool } from '../../base/model.js';
import type { Api } from '../protocol/api.js';

const dayMs = 86_400_000;
const defaultDays = 7;

/** When a temporary password set now expires. */
export const temporaryUntil = ({ temporaryPasswordDays = defaultDays }: UserPool, { service }: Api): number =>
  service.clock.now() + temporaryPasswordDays * dayMs;
