// Made by scripts/api-constraints.mjs from the service's model; change nothing here by hand. newer.ts says how to read it.

/** Every type of a member that asks something of its values. */
export const modelledTypes = String.raw`
AccessTokenValidityType integer 1..86400
AccountTakeoverEventActionType enum BLOCK MFA_IF_CONFIGURED MFA_REQUIRED NO_ACTION
AdminCreateUserUnusedAccountValidityDaysType integer 0..365
AdvancedSecurityModeType enum OFF AUDIT ENFORCED
AliasAttributeType enum phone_number email preferred_username
AliasAttributesListType list AliasAttributeType
ArnType string 20..2048 /arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?
AttributeDataType enum String Number DateTime Boolean
AttributeListType list AttributeType
AttributeMappingKeyType string 1..32
AttributeMappingType map AttributeMappingKeyType string
AttributeNameListType list AttributeNameType
AttributeNameType string 1..32 /[\p{L}\p{M}\p{S}\p{N}\p{P}]+
AttributeValueType string ..2048 secret
AttributesRequireVerificationBeforeUpdateType list VerifiedAttributeType
AuthFlowType enum USER_SRP_AUTH REFRESH_TOKEN_AUTH REFRESH_TOKEN CUSTOM_AUTH ADMIN_NO_SRP_AUTH USER_PASSWORD_AUTH ADMIN_USER_PASSWORD_AUTH
AuthParametersType map string string secret
AuthSessionValidityType integer 3..15
BlockedIPRangeListType list string ..200
CallbackURLsListType list RedirectUrlType 0..100
ChallengeNameType enum SMS_MFA SOFTWARE_TOKEN_MFA SELECT_MFA_TYPE MFA_SETUP PASSWORD_VERIFIER CUSTOM_CHALLENGE DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER ADMIN_NO_SRP_AUTH NEW_PASSWORD_REQUIRED
ChallengeResponsesType map string string
ClientIdType string 1..128 secret /[\w+]+
ClientMetadataType map string string
ClientNameType string 1..128 /[\w\s+=,.@-]+
ClientPermissionListType list ClientPermissionType
ClientPermissionType string 1..2048
ClientSecretType string 1..64 secret /[\w+]+
CompromisedCredentialsEventActionType enum BLOCK NO_ACTION
ConfirmationCodeType string 1..2048 /[\S]+
CustomAttributeNameType string 1..20 /[\p{L}\p{M}\p{S}\p{N}\p{P}]+
CustomAttributesListType list SchemaAttributeType 1..25
CustomEmailSenderLambdaVersionType enum V1_0
CustomSMSSenderLambdaVersionType enum V1_0
DefaultEmailOptionType enum CONFIRM_WITH_LINK CONFIRM_WITH_CODE
DeletionProtectionType enum ACTIVE INACTIVE
DeliveryMediumListType list DeliveryMediumType
DeliveryMediumType enum SMS EMAIL
DescriptionType string ..2048
DeviceKeyType string 1..55 /[\w-]+_[0-9a-f-]+
DeviceNameType string 1..1024
DeviceRememberedStatusType enum remembered not_remembered
DomainType string 1..63 /^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$
EmailAddressType string /[\p{L}\p{M}\p{S}\p{N}\p{P}]+@[\p{L}\p{M}\p{S}\p{N}\p{P}]+
EmailNotificationBodyType string 6..20000 /[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]+
EmailNotificationSubjectType string 1..140 /[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+
EmailSendingAccountType enum COGNITO_DEFAULT DEVELOPER
EmailVerificationMessageByLinkType string 6..20000 /[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{##[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*##\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*
EmailVerificationMessageType string 6..20000 /[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*
EmailVerificationSubjectByLinkType string 1..140 /[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+
EmailVerificationSubjectType string 1..140 /[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+
EventFilterType enum SIGN_IN PASSWORD_CHANGE SIGN_UP
EventFiltersType list EventFilterType
EventIdType string 1..50 /[\w+-]+
ExplicitAuthFlowsListType list ExplicitAuthFlowsType
ExplicitAuthFlowsType enum ADMIN_NO_SRP_AUTH CUSTOM_AUTH_FLOW_ONLY USER_PASSWORD_AUTH ALLOW_ADMIN_USER_PASSWORD_AUTH ALLOW_CUSTOM_AUTH ALLOW_USER_PASSWORD_AUTH ALLOW_USER_SRP_AUTH ALLOW_REFRESH_TOKEN_AUTH
FeedbackValueType enum Valid Invalid
GroupNameType string 1..128 /[\p{L}\p{M}\p{S}\p{N}\p{P}]+
HexStringType string /^[0-9a-fA-F]+$
HttpHeaderList list HttpHeader
IdTokenValidityType integer 1..86400
IdentityProviderTypeType enum SAML Facebook Google LoginWithAmazon SignInWithApple OIDC
IdpIdentifierType string 1..40 /[\w\s+=.@-]+
IdpIdentifiersListType list IdpIdentifierType 0..50
ListProvidersLimitType integer 0..60
ListResourceServersLimitType integer 1..50
LogoutURLsListType list RedirectUrlType 0..100
MFAOptionListType list MFAOptionType
MessageActionType enum RESEND SUPPRESS
OAuthFlowType enum code implicit client_credentials
OAuthFlowsType list OAuthFlowType 0..3
PaginationKey string 1.. /[\S]+
PaginationKeyType string 1.. /[\S]+
PasswordPolicyMinLengthType integer 6..99
PasswordType string ..256 secret /[\S]+
PoolQueryLimitType integer 1..60
PrecedenceType integer 0..
PreventUserExistenceErrorTypes enum LEGACY ENABLED
PriorityType integer 1..2
ProviderDetailsType map string string
ProviderNameType string 1..32 /[\p{L}\p{M}\p{S}\p{N}\p{P}]+
ProviderNameTypeV1 string 3..32 /[^_][\p{L}\p{M}\p{S}\p{N}\p{P}][^_]+
QueryLimit integer 1..60
QueryLimitType integer 0..60
RecoveryMechanismsType list RecoveryOptionType 1..2
RecoveryOptionNameType enum verified_email verified_phone_number admin_only
RedirectUrlType string 1..1024 /[\p{L}\p{M}\p{S}\p{N}\p{P}]+
RefreshTokenValidityType integer 0..315360000
RegionCodeType string 5..32
ResourceServerIdentifierType string 1..256 /[\x21\x23-\x5B\x5D-\x7E]+
ResourceServerNameType string 1..256 /[\w\s+=,.@-]+
ResourceServerScopeDescriptionType string 1..256
ResourceServerScopeListType list ResourceServerScopeType ..100
ResourceServerScopeNameType string 1..256 /[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+
SESConfigurationSet string 1..64 /^[a-zA-Z0-9_-]+$
SchemaAttributesListType list SchemaAttributeType 1..50
ScopeListType list ScopeType ..50
ScopeType string 1..256 /[\x21\x23-\x5B\x5D-\x7E]+
SearchPaginationTokenType string 1.. /[\S]+
SearchedAttributeNamesListType list AttributeNameType
SecretHashType string 1..128 secret /[\w+=/]+
SessionType string 20..2048
SkippedIPRangeListType list string ..200
SmsVerificationMessageType string 6..140 /.*\{####\}.*
SoftwareTokenMFAUserCodeType string 6..6 /[0-9]+
SupportedIdentityProvidersListType list ProviderNameType
TagKeysType string 1..128
TagValueType string 0..256
TemporaryPasswordValidityDaysType integer 0..365
TimeUnitsType enum seconds minutes hours days
TokenModelType string secret /[A-Za-z0-9-_=.]+
UserFilterType string ..256
UserImportJobIdType string 1..55 /import-[0-9a-zA-Z-]+
UserImportJobNameType string 1..128 /[\w\s+=,.@-]+
UserPoolIdType string 1..55 /[\w-]+_[0-9a-zA-Z]+
UserPoolMfaType enum OFF ON OPTIONAL
UserPoolNameType string 1..128 /[\w\s+=,.@-]+
UserPoolTagsListType list TagKeysType
UserPoolTagsType map TagKeysType TagValueType
UsernameAttributeType enum phone_number email
UsernameAttributesListType list UsernameAttributeType
UsernameType string 1..128 secret /[\p{L}\p{M}\p{S}\p{N}\p{P}]+
VerifiedAttributeType enum phone_number email
VerifiedAttributesListType list VerifiedAttributeType
`;
