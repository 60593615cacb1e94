/** The issuer that AWS would have given the pool; `updated` is the form of 2026. */
export const awsIssuer = (userPoolId: string, form: 'original' | 'updated' = 'original'): string => {
  const [region = ''] = userPoolId.split('_');
  const host = form === 'original' ? 'cognito-idp' : 'issuer-cognito-idp';
  return `https://${host}.${region}.amazonaws.com/${userPoolId}`;
};
