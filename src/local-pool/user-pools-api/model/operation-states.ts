// Every operation of the SDK, and what becomes of it here. Docs are made from this table; a test holds it against the SDK and
// against what the pool answers.

export interface OperationState {
  readonly name: string;
  /** `works`: what it does can be observed. `stored`: it is kept and described back whole, and does nothing else. */
  readonly state: 'works' | 'stored' | 'absent';
  /** The feature plan that it needs at AWS, where that is not Lite. */
  readonly plan?: 'ESSENTIALS' | 'PLUS';
  /** What is different here. */
  readonly note?: string;
}

/** The operation, its state, the plan that it needs; behind `/` what is different here. */
const table = `
AddCustomAttributes works
AddUserPoolClientSecret works
AdminAddUserToGroup works
AdminConfirmSignUp works
AdminCreateUser works
AdminDeleteSoftwareToken works
AdminDeleteUser works
AdminDeleteUserAttributes works
AdminDisableProviderForUser works
AdminDisableUser works
AdminEnableUser works
AdminForgetDevice works
AdminGetDevice works
AdminGetUser works
AdminGetUserAuthFactors works
AdminInitiateAuth works
AdminLinkProviderForUser works
AdminListDevices works
AdminListGroupsForUser works
AdminListUserAuthEvents stored PLUS / no sign-in is judged: the list is empty
AdminListUserSessions works ESSENTIALS
AdminRemoveUserFromGroup works
AdminResetUserPassword works
AdminRespondToAuthChallenge works
AdminRevokeUserSession works ESSENTIALS
AdminSetUserMFAPreference works
AdminSetUserPassword works
AdminSetUserSettings works
AdminUpdateAuthEventFeedback stored PLUS / there is no event that it could be about
AdminUpdateDeviceStatus works
AdminUpdateUserAttributes works
AdminUserGlobalSignOut works
AssociateSoftwareToken works
ChangePassword works
CompleteWebAuthnRegistration works ESSENTIALS
ConfirmDevice works
ConfirmForgotPassword works
ConfirmSignUp works
CreateGroup works
CreateIdentityProvider works / the provider is simulated
CreateManagedLoginBranding stored ESSENTIALS / pages keep their own look
CreateResourceServer works
CreateTerms works ESSENTIALS
CreateUserImportJob works / hashes of passwords are not read: everybody chooses a new one
CreateUserPool works
CreateUserPoolClient works
CreateUserPoolDomain works / every domain is answered at the one address of the pool
CreateUserPoolReplica stored ESSENTIALS / nothing is copied
DeleteGroup works
DeleteIdentityProvider works
DeleteManagedLoginBranding stored
DeleteResourceServer works
DeleteTerms works
DeleteUser works
DeleteUserAttributes works
DeleteUserPool works
DeleteUserPoolClient works
DeleteUserPoolClientSecret works
DeleteUserPoolDomain works
DeleteUserPoolReplica stored
DeleteWebAuthnCredential works ESSENTIALS
DescribeIdentityProvider works
DescribeManagedLoginBranding stored
DescribeManagedLoginBrandingByClient stored
DescribeResourceServer works
DescribeRiskConfiguration stored PLUS
DescribeTerms works
DescribeTermsByClient works
DescribeUserImportJob works
DescribeUserPool works
DescribeUserPoolClient works
DescribeUserPoolDomain works
ForgetDevice works
ForgotPassword works
GetCSVHeader works
GetClientToken works
GetDevice works
GetGroup works
GetIdentityProviderByIdentifier works
GetLogDeliveryConfiguration stored
GetProvisionedLimit stored
GetSigningCertificate stored / no request to a SAML provider is signed
GetTokensFromRefreshToken works ESSENTIALS / with rotation
GetUICustomization stored
GetUser works
GetUserAttributeVerificationCode works
GetUserAuthFactors works
GetUserPoolClientSessionConfiguration works
GetUserPoolMfaConfig works
GetUserPoolSessionConfiguration works
GlobalSignOut works
InitiateAuth works
ListDevices works
ListGroups works
ListIdentityProviders works
ListResourceServers works
ListTagsForResource stored
ListTerms works
ListUserImportJobs works
ListUserPoolClientSecrets works
ListUserPoolClients works
ListUserPoolReplicas stored
ListUserPools works
ListUserSessions works ESSENTIALS
ListUsers works
ListUsersInGroup works
ListWebAuthnCredentials works ESSENTIALS
ResendConfirmationCode works
RespondToAuthChallenge works
RevokeToken works
RevokeUserSession works ESSENTIALS
SetLogDeliveryConfiguration stored ESSENTIALS / nothing is delivered
SetRiskConfiguration stored PLUS / no sign-in is judged
SetUICustomization stored / pages keep their own look; the picture is at its address
SetUserMFAPreference works
SetUserPoolClientSessionConfiguration works ESSENTIALS
SetUserPoolMfaConfig works
SetUserPoolSessionConfiguration works ESSENTIALS
SetUserSettings works
SignUp works
StartUserImportJob works / the import is over when it answers
StartWebAuthnRegistration works ESSENTIALS
StopUserImportJob works
TagResource stored
UntagResource stored
UpdateAuthEventFeedback stored PLUS / there is no event that it could be about
UpdateDeviceStatus works
UpdateGroup works
UpdateIdentityProvider works
UpdateManagedLoginBranding stored ESSENTIALS / pages keep their own look
UpdateProvisionedLimit stored / nobody is held up
UpdateResourceServer works
UpdateTerms works ESSENTIALS
UpdateUserAttributes works
UpdateUserPool works
UpdateUserPoolClient works
UpdateUserPoolDomain works
UpdateUserPoolReplica stored ESSENTIALS / nothing is copied
VerifySoftwareToken works
VerifyUserAttribute works
`;

const readLine = (line: string): OperationState => {
  const [facts = '', note] = line.split(' / ');
  const [name = '', state, plan] = facts.split(' ');
  return {
    name,
    state: state as OperationState['state'],
    ...(plan !== undefined && { plan: plan as NonNullable<OperationState['plan']> }),
    ...(note !== undefined && { note }),
  };
};

/** In alphabetical order. */
export const operationStates: readonly OperationState[] = table.trim().split('\n').map(readLine);
