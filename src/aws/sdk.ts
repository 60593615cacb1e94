/**
 * Loads a client of the AWS SDK when it is first needed: whoever does not need it need not have it. Throws an `Error` that
 * says what to install where it is missing.
 */
export const loadSdk = async <Sdk>(name: string, load: () => Promise<Sdk>): Promise<Sdk> => {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new Error(`This needs the package ${name}, which is not installed: npm install ${name}`, {
      cause: error,
    });
  }
};

// What the package needs itself may be missing as well: then its own name is in the message as a place only.
const isMissing = (error: unknown, name: string): boolean => {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  return (
    (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && String(message).includes(`'${name}'`)
  );
};
