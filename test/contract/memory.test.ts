import { createMemoryStore } from '../../src/auth/memory-store.js';
import { sessionStoreContract } from './session-store.js';

sessionStoreContract('sessions in memory', async () => {
  const store = createMemoryStore();
  return { store, elsewhere: store };
});
