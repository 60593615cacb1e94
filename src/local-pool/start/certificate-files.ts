import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reasonOf } from '../data-file/file-errors.js';
import { isGoodFor, makeCertificate, type Certificate } from './certificate.js';
import { namesOf } from './exposure.js';
import type { LocalPoolOptions } from './options.js';
import type { Settings } from './settings.js';

/** The certificate that settings name by its files, or that one is to be made. */
export const ownCertificate = ({
  tls,
  cert = '',
  key = '',
}: Settings): { readonly tls?: true | Certificate } | { readonly problems: readonly string[] } => {
  if (tls === false) return {};
  if (cert === '' && key === '') return tls === undefined ? {} : { tls };
  if (cert === '' || key === '') return { problems: ['Give --cert and --key together'] };
  const [certRead, keyRead] = [readPem(cert, '--cert'), readPem(key, '--key')];
  if ('problem' in certRead || 'problem' in keyRead) {
    return { problems: [certRead, keyRead].flatMap((read) => ('problem' in read ? [read.problem] : [])) };
  }
  const given = { cert: certRead.pem, key: keyRead.pem };
  const problem = mismatch(given);
  return problem === undefined
    ? { tls: given }
    : { problems: [`--cert ${cert} and --key ${key}: ${problem}`] };
};

const readPem = (file: string, flag: string): { readonly pem: string } | { readonly problem: string } => {
  try {
    return { pem: readFileSync(file, 'utf8') };
  } catch (error) {
    return { problem: `${flag} ${file} cannot be read: ${reasonOf(error)}` };
  }
};

/** Why a server could not use the two; nothing of the key is ever said. */
const mismatch = ({ cert, key }: Certificate): string | undefined => {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(cert);
  } catch {
    return 'the first is no certificate in PEM';
  }
  try {
    const fits = certificate.checkPrivateKey(createPrivateKey(key));
    return fits ? undefined : 'the key is not that of the certificate';
  } catch {
    return 'the second is no private key in PEM, or one with a passphrase';
  }
};

/** What is wrong with the certificate that the options bring. */
export const certificateProblems = ({ tls }: LocalPoolOptions): readonly string[] => {
  const problem = typeof tls === 'object' ? mismatch(tls) : undefined;
  return problem === undefined ? [] : [`tls.cert and tls.key: ${problem}`];
};

/** The certificate that the options ask for: theirs, the one kept beside the data file, or a fresh one. `now` is ms since 1970. */
export const certificateOf = (
  options: LocalPoolOptions,
  now: number,
): Promise<Certificate | undefined> | Certificate | undefined => {
  const { tls = false, dataFile } = options;
  if (tls === false) return undefined;
  if (tls !== true) return tls;
  const names = namesOf(options);
  return dataFile === undefined ? makeCertificate(names, now) : keptCertificate(dataFile, names, now);
};

/** Where the certificate is kept of a pool that keeps its state: what clients are to trust. */
export const certificateFileOf = (dataFile: string): string => `${dataFile}.cert.pem`;
const keyFileOf = (dataFile: string): string => `${dataFile}.key.pem`;

/** Made once and kept beside the data file, so that who trusts it goes on doing so; made anew for other names, and in time. */
const keptCertificate = async (
  dataFile: string,
  names: readonly string[],
  now: number,
): Promise<Certificate> => {
  const [certFile, keyFile] = [certificateFileOf(dataFile), keyFileOf(dataFile)];
  if (existsSync(certFile) && existsSync(keyFile)) {
    const kept = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    if (mismatch(kept) === undefined && isGoodFor(kept.cert, names, now)) return kept;
  }
  const made = await makeCertificate(names, now);
  // A file that is there already would keep the rights that it has.
  rmSync(keyFile, { force: true });
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  writeFileSync(certFile, made.cert);
  return made;
};

/**
 * A file of its own for the certificate of a pool that keeps nothing; gone with `remove`. Undefined where nothing can be
 * written, as in a container without a place for it: the pool answers with its certificate as well.
 */
export const temporaryCertificateFile = (
  cert: string,
): { readonly file: string; remove(): void } | undefined => {
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'cognito-local-pool-')), 'certificate.pem');
    writeFileSync(file, cert);
    return { file, remove: () => rmSync(dirname(file), { recursive: true, force: true }) };
  } catch {
    return undefined;
  }
};
