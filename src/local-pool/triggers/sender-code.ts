import { hkdfSync } from 'node:crypto';

/** The raw AES key of the custom senders, for `RawAesKeyringNode` and its like in other languages. */
export interface SenderKey {
  /** Base64, 256 bits. */
  readonly key: string;
  readonly keyNamespace: string;
}

/** For whoever has copied the pool without the packages that encrypt. */
export const howToSeal =
  'install @aws-crypto/encrypt-node, @aws-crypto/raw-aes-keyring-node and @aws-crypto/material-management-node beside the pool.';

const keyNamespace = 'local-pool';
const keyBytes = 32;

/** The same for as long as the pool remembers anything: made from the secret of its state. */
export const senderKey = (poolSecret: string): SenderKey => ({
  key: Buffer.from(hkdfSync('sha256', poolSecret, '', 'key of the custom senders', keyBytes)).toString(
    'base64',
  ),
  keyNamespace,
});

export interface SealedCode {
  readonly code: string;
  readonly key: SenderKey;
  /** `KMSKeyID` of the pool, under whose name the key stands in the message. */
  readonly keyName: string;
  readonly userPoolId: string;
}

/**
 * A code as Cognito hands it to a custom sender: a message of the AWS Encryption SDK, in base64, of the format and the
 * suite that were seen (format 1, suite 0378: committed to no key, signed). Loaded with the first code: it is large.
 */
export const sealedCode = async ({ code, key, keyName, userPoolId }: SealedCode): Promise<string> => {
  const [{ buildEncrypt }, { RawAesKeyringNode, RawAesWrappingSuiteIdentifier }, material] =
    await Promise.all([
      import('@aws-crypto/encrypt-node'),
      import('@aws-crypto/raw-aes-keyring-node'),
      import('@aws-crypto/material-management-node'),
    ]);
  const { encrypt } = buildEncrypt(material.CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
  const keyring = new RawAesKeyringNode({
    keyName,
    keyNamespace: key.keyNamespace,
    unencryptedMasterKey: isolated(key.key),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const { result } = await encrypt(keyring, code, {
    suiteId: material.AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384,
    encryptionContext: { 'userpool-id': userPoolId },
  });
  return result.toString('base64');
};

/** The SDK takes no key that shares its memory with anything else, as Node's small buffers do. */
const isolated = (key: string): Uint8Array => new Uint8Array(Buffer.from(key, 'base64'));
