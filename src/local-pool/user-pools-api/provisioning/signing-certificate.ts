import { webcrypto } from 'node:crypto';
import type { UserPool } from '../../base/model.js';
import { x509Library, type X509Library } from '../../base/x509.js';
import type { OperationTable } from '../protocol/api.js';
import { withUserPool, type PoolOperation } from '../protocol/lookups.js';

const dayMs = 86_400_000;
const lifetimeDays = 3650;

type SelfSigned = Parameters<X509Library['X509CertificateGenerator']['createSelfSigned']>[0];

/**
 * What a SAML provider would check the pool's signed requests by: one certificate a pool, made when it is first asked for and kept.
 * Nothing is signed with its key, which is forgotten at once.
 */
const getSigningCertificate: PoolOperation = async (_input, pool, { service }) => {
  const { clock, store } = service;
  const key = `${pool.id}/signing-certificate`;
  if (!store.keptSettings.has(key)) {
    const now = clock.now();
    const value = await makeFor(pool, now);
    // Another call may have been faster meanwhile.
    if (!store.keptSettings.has(key))
      store.keptSettings.set(key, { poolId: pool.id, value, createdAt: now, updatedAt: now });
  }
  return { Certificate: store.keptSettings.get(key)?.value['certificate'] };
};

const makeFor = async (pool: UserPool, now: number): Promise<{ readonly certificate: string }> => {
  const x509 = await x509Library();
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${pool.id}`,
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + lifetimeDays * dayMs),
    signingAlgorithm: algorithm,
    keys: keys as SelfSigned['keys'],
  });
  // Without the lines around it, as AWS gives it.
  return { certificate: certificate.toString('base64') };
};

export const signingCertificateOperations: OperationTable = {
  GetSigningCertificate: withUserPool(getSigningCertificate),
};
