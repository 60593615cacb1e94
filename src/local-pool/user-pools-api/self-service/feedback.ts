import type { OperationTable } from '../protocol/api.js';
import { notFound, withUserPool } from '../protocol/lookups.js';
import { assertThreatProtection } from '../protocol/tiers.js';

export const feedbackOperations: OperationTable = {
  // Nothing here judges a sign-in, and nobody was asked.
  UpdateAuthEventFeedback: withUserPool((_input, pool) => {
    assertThreatProtection(pool);
    return notFound('The authentication event does not exist.');
  }),
};
