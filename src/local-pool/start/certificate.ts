import { webcrypto, KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { x509Library, type X509Library } from '../base/x509.js';

const dayMs = 86_400_000;
/** Less than what browsers allow a certificate to last. */
const lifetimeDays = 390;

/** PEM, both. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

type SelfSigned = Parameters<X509Library['X509CertificateGenerator']['createSelfSigned']>[0];

/** A fresh key and a certificate that it has signed itself, for these names and addresses. `now` is ms since 1970. */
export const makeCertificate = async (names: readonly string[], now: number): Promise<Certificate> => {
  const x509 = await x509Library();
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { digitalSignature } = x509.KeyUsageFlags;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Local user pool (development and tests only)',
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + lifetimeDays * dayMs),
    signingAlgorithm: algorithm,
    // The newest types of Node know uses of keys that the library's do not.
    keys: keys as SelfSigned['keys'],
    extensions: [
      // It vouches for its own names and signs no other certificate.
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) > 0 ? ('ip' as const) : ('dns' as const), value })),
      ),
    ],
  });
  return {
    cert: `${certificate.toString('pem')}\n`,
    key: String(KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' })),
  };
};

/** Whether a certificate is good for all these names, and for another week. */
export const isGoodFor = (cert: string, names: readonly string[], now: number): boolean => {
  const certificate = new X509Certificate(cert);
  const covers = (name: string): boolean =>
    (isIP(name) > 0 ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;
  return Date.parse(certificate.validTo) > now + 7 * dayMs && names.every(covers);
};
