import { createMemoryStore } from '../../../src/auth/sessions/memory-store.js';
import { sessionStoreContract } from '../../redis/contract/session-store.js';

sessionStoreContract('sessions in memory', async () => {
  const store = createMemoryStore();
  return { store, elsewhere: store };
});
