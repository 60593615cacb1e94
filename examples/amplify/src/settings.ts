type Environment = Readonly<Record<string, unknown>>;

/** Where the user pool is, as which app client to sign in, and which API to call. */
export interface Settings {
  readonly userPoolId: string;
  /** An app client without a secret: a browser and a phone cannot keep one. */
  readonly userPoolClientId: string;
  /** Only for something that stands in for Cognito; left out, Amplify knows the address. */
  readonly userPoolEndpoint: string | undefined;
  readonly api: string;
}

/** The settings that are given, else those that fit `npm run demo`. */
export const settingsFrom = (env: Environment): Settings => {
  const given = (name: string, otherwise: string): string => {
    const value = env[`VITE_${name}`];
    return typeof value === 'string' && value !== '' ? value : otherwise;
  };
  const userPoolId = given('USER_POOL_ID', 'us-east-1_Local0001');
  const isLocal = userPoolId.includes('_Local');
  return {
    userPoolId,
    userPoolClientId: given('CLIENT_ID', '1localpoolpublicclient0001'),
    userPoolEndpoint: isLocal ? given('USER_POOL_ENDPOINT', 'http://127.0.0.1:9400') : undefined,
    api: given('API', 'http://localhost:3000/api'),
  };
};
