// What the service takes and the model of December 2022 does not know, kept by hand: facts of the public API reference and of
// the newer model in boto/botocore (August 2026), and, for what is newer still, the SDK's own types. It is laid over the tables
// beside it.
//
// How to read all of them. A type: its name, its kind (`list` and `map` with what is in them, `enum` with its values), the
// least and the most of it (`1..128`: characters, members, or the number itself), `secret` where no value is shown in a
// refusal, and behind `/` the pattern to the end of the line, in Java's dialect. A structure: its name and its members,
// `Member:Type`, with `!` before the colon where the member must be there.

/**
 * Members are added to those of the model, or stand in the place of theirs. Where a secret is only compared, it may have
 * any form: whoever starts a local pool gives its clients what secrets they like.
 */
export const newerStructures = String.raw`
AcrLevelConfigType AcrValue!:string
AddUserPoolClientSecretRequest UserPoolId!:UserPoolIdType ClientId!:ClientIdType ClientSecret:ClientSecretType
AdminDeleteSoftwareTokenRequest UserPoolId!:UserPoolIdType Username!:UsernameType
AdminGetUserAuthFactorsRequest UserPoolId!:UserPoolIdType Username!:UsernameType
AdminInitiateAuthRequest Session:SessionType
AdminListUserSessionsRequest UserPoolId!:UserPoolIdType Username!:UsernameType NextToken:PaginationKey
AdminRevokeUserSessionRequest UserPoolId!:UserPoolIdType Username!:UsernameType SessionId!:string RevokeAssociatedSessions:RevokeAssociatedSessionsType
AdminSetUserMFAPreferenceRequest EmailMfaSettings:EmailMfaSettingsType WebAuthnMfaSettings:WebAuthnMfaSettingsType
AdvancedSecurityAdditionalFlowsType CustomAuthMode:AdvancedSecurityEnabledModeType
AssetType Category!:AssetCategoryType ColorMode!:ColorSchemeModeType Extension!:AssetExtensionType Bytes:AssetBytesType ResourceId:ResourceIdType
ChangePasswordRequest PreviousPassword:PasswordType
ClientSSOSessionConfigType MaxValidityMinutes!:SsoValidityMinutesType
CloudWatchLogsConfigurationType LogGroupArn:ArnType
CompleteWebAuthnRegistrationRequest AccessToken!:TokenModelType Credential!:document
ConfirmSignUpRequest Session:SessionType
CreateIdentityProviderRequest ProviderName!:ProviderNameTypeV2 AcrMapping:AcrMappingType
CreateManagedLoginBrandingRequest UserPoolId!:UserPoolIdType ClientId!:ClientIdType UseCognitoProvidedValues:boolean Settings:document Assets:AssetListType
CreateTermsRequest UserPoolId!:UserPoolIdType ClientId!:ClientIdType TermsName!:TermsNameType TermsSource!:TermsSourceType Enforcement!:TermsEnforcementType Links:LinksType
CreateUserImportJobRequest PasswordHashingAlgorithm:PasswordHashingAlgorithmType
CreateUserPoolClientRequest ClientSecret:ClientSecretType RefreshTokenRotation:RefreshTokenRotationType
CreateUserPoolDomainRequest ManagedLoginVersion:integer Routing:RoutingType
CreateUserPoolReplicaRequest UserPoolId!:UserPoolIdType RegionName!:RegionNameType UserPoolTags:UserPoolTagsType
CreateUserPoolRequest DcrConfiguration:DcrConfigurationType IssuerConfiguration:IssuerConfigurationType KeyConfiguration:KeyConfigurationType UserPoolTier:UserPoolTierType AcrConfiguration:AcrConfigurationType
CustomDomainConfigType SecurityPolicy:SecurityPolicyType
DcrConfigurationType EnableStatus:StatusType OpenDcrEnabled:boolean AuthenticatedGrantTypes:OAuthFlowsType OpenDcrGrantTypes:OAuthFlowsType AllowedScopes:ScopeListType
DeleteManagedLoginBrandingRequest ManagedLoginBrandingId!:ManagedLoginBrandingIdType UserPoolId!:UserPoolIdType
DeleteTermsRequest TermsId!:TermsIdType UserPoolId!:UserPoolIdType
DeleteUserPoolClientSecretRequest UserPoolId!:UserPoolIdType ClientId!:ClientIdType ClientSecretId!:ClientSecretIdType
DeleteUserPoolReplicaRequest UserPoolId!:UserPoolIdType RegionName!:RegionNameType
DeleteWebAuthnCredentialRequest AccessToken!:TokenModelType CredentialId!:string
DescribeManagedLoginBrandingByClientRequest UserPoolId!:UserPoolIdType ClientId!:ClientIdType ReturnMergedResources:boolean
DescribeManagedLoginBrandingRequest UserPoolId!:UserPoolIdType ManagedLoginBrandingId!:ManagedLoginBrandingIdType ReturnMergedResources:boolean
DescribeTermsByClientRequest ClientId!:ClientIdType UserPoolId!:UserPoolIdType TermsName!:TermsNameType
DescribeTermsRequest TermsId!:TermsIdType UserPoolId!:UserPoolIdType
EmailMfaConfigType Message:EmailMfaMessageType Subject:EmailMfaSubjectType
EmailMfaSettingsType Enabled:boolean PreferredMfa:boolean
EumsSmsConfigurationType CallerArn!:ArnType ExternalId:string OriginationIdentity:string ConfigurationSetName:string InEntityId:string InTemplateId:string Region:RegionCodeType
FailoverType SecondaryRegion!:RegionNameType PrimaryRoute53HealthCheckId!:HealthCheckIdType
FirehoseConfigurationType StreamArn:ArnType
GetClientTokenRequest ClientId!:ClientIdType Secret!:secret Scopes:ScopeListType ClientMetadata:ClientMetadataType
GetLogDeliveryConfigurationRequest UserPoolId!:UserPoolIdType
GetProvisionedLimitRequest LimitDefinition!:LimitDefinitionType
GetTokensFromRefreshTokenRequest RefreshToken!:TokenModelType ClientId!:ClientIdType ClientSecret:secret DeviceKey:DeviceKeyType ClientMetadata:ClientMetadataType
GetUserAuthFactorsRequest AccessToken!:TokenModelType
GetUserPoolClientSessionConfigurationRequest UserPoolId!:UserPoolIdType ClientId!:ClientIdType
GetUserPoolSessionConfigurationRequest UserPoolId!:UserPoolIdType
InboundFederationLambdaType LambdaVersion!:InboundFederationLambdaVersionType LambdaArn!:ArnType
InitiateAuthRequest Session:SessionType
IssuerConfigurationType Type:IssuerType
KeyConfigurationType KeyType:EncryptionKeyType KmsKeyArn:EncryptionKeyArnType
LambdaConfigType InboundFederation:InboundFederationLambdaType PreTokenGenerationConfig:PreTokenGenerationVersionConfigType
LimitDefinitionType LimitClass!:LimitClass Attributes!:StringToStringMapType
ListTermsRequest UserPoolId!:UserPoolIdType MaxResults:ListTermsRequestMaxResultsInteger NextToken:string
ListUserPoolClientSecretsRequest UserPoolId!:UserPoolIdType ClientId!:ClientIdType NextToken:PaginationKey
ListUserPoolClientsRequest ClientType:ClientTypeType
ListUserPoolReplicasRequest UserPoolId!:UserPoolIdType NextToken:PaginationKeyType
ListUserSessionsRequest AccessToken!:TokenModelType NextToken:PaginationKey
ListWebAuthnCredentialsRequest AccessToken!:TokenModelType NextToken:PaginationKey MaxResults:WebAuthnCredentialsQueryLimitType
LogConfigurationType LogLevel!:LogLevel EventSource!:EventSourceName CloudWatchLogsConfiguration:CloudWatchLogsConfigurationType S3Configuration:S3ConfigurationType FirehoseConfiguration:FirehoseConfigurationType
MessageTemplateType EmailMessage:EmailInviteMessageType SMSMessage:SmsInviteMessageType
PasswordPolicyType PasswordHistorySize:PasswordHistorySizeType
PreTokenGenerationVersionConfigType LambdaVersion!:PreTokenGenerationLambdaVersionType LambdaArn!:ArnType
RefreshTokenRotationType Feature!:FeatureType RetryGracePeriodSeconds:RetryGracePeriodSecondsType
RevokeTokenRequest ClientSecret:secret RevokeAssociatedSessions:RevokeAssociatedSessionsType
RevokeUserSessionRequest AccessToken!:TokenModelType SessionId!:string RevokeAssociatedSessions:RevokeAssociatedSessionsType
RoutingType Failover:FailoverType
S3ConfigurationType BucketArn:S3ArnType
SetLogDeliveryConfigurationRequest UserPoolId!:UserPoolIdType LogConfigurations!:LogConfigurationListType
SetUserMFAPreferenceRequest EmailMfaSettings:EmailMfaSettingsType WebAuthnMfaSettings:WebAuthnMfaSettingsType
SetUserPoolClientSessionConfigurationRequest UserPoolId!:UserPoolIdType ClientId!:ClientIdType SSOSession!:ClientSSOSessionConfigType
SetUserPoolMfaConfigRequest EmailMfaConfiguration:EmailMfaConfigType WebAuthnConfiguration:WebAuthnConfigurationType
SetUserPoolSessionConfigurationRequest UserPoolId!:UserPoolIdType UserSessionTracking!:UserSessionTrackingType TokenSession!:UserPoolTokenSessionConfigType
SignInPolicyType AllowedFirstAuthFactors:AllowedFirstAuthFactorsListType
SignUpRequest Password:PasswordType
SmsConfigurationType EumsSms:EumsSmsConfigurationType SnsCallerArn:OptionalArnType
StartWebAuthnRegistrationRequest AccessToken!:TokenModelType
UpdateIdentityProviderRequest AcrMapping:AcrMappingType
UpdateManagedLoginBrandingRequest UserPoolId:UserPoolIdType ManagedLoginBrandingId:ManagedLoginBrandingIdType UseCognitoProvidedValues:boolean Settings:document Assets:AssetListType
UpdateProvisionedLimitRequest LimitDefinition!:LimitDefinitionType RequestedLimitValue!:integer
UpdateTermsRequest TermsId!:TermsIdType UserPoolId!:UserPoolIdType TermsName:TermsNameType TermsSource:TermsSourceType Enforcement:TermsEnforcementType Links:LinksType
UpdateUserPoolClientRequest RefreshTokenRotation:RefreshTokenRotationType
UpdateUserPoolDomainRequest CustomDomainConfig:CustomDomainConfigType ManagedLoginVersion:integer Routing:RoutingType
UpdateUserPoolReplicaRequest UserPoolId!:UserPoolIdType RegionName!:RegionNameType Status!:UpdateReplicaStatusType
UpdateUserPoolRequest PoolName:UserPoolNameType DcrConfiguration:DcrConfigurationType IssuerConfiguration:IssuerConfigurationType KeyConfiguration:KeyConfigurationType UserPoolTier:UserPoolTierType AcrConfiguration:AcrConfigurationType
UserPoolAddOnsType AdvancedSecurityAdditionalFlows:AdvancedSecurityAdditionalFlowsType
UserPoolPolicyType SignInPolicy:SignInPolicyType
UserPoolTokenSessionConfigType MaxPerUser!:MaxPerUserType
WebAuthnConfigurationType RelyingPartyId:RelyingPartyIdType UserVerification:UserVerificationType FactorConfiguration:WebAuthnFactorConfigurationType
WebAuthnMfaSettingsType Enabled:boolean
`;

/** They stand in the place of a type of the model that has their name. */
export const newerTypes = String.raw`
AcrConfigurationType map string AcrLevelConfigType
AcrMappingType map string string
AdvancedSecurityEnabledModeType enum AUDIT ENFORCED
AllowedFirstAuthFactorsListType list AuthFactorType 1..5
AssetBytesType blob ..1000000
AssetCategoryType enum FAVICON_ICO FAVICON_SVG EMAIL_GRAPHIC SMS_GRAPHIC AUTH_APP_GRAPHIC PASSWORD_GRAPHIC PASSKEY_GRAPHIC PAGE_HEADER_LOGO PAGE_HEADER_BACKGROUND PAGE_FOOTER_LOGO PAGE_FOOTER_BACKGROUND PAGE_BACKGROUND FORM_BACKGROUND FORM_LOGO IDP_BUTTON_ICON
AssetExtensionType enum ICO JPEG PNG SVG WEBP
AssetListType list AssetType 0..40
AttributeNameType string 1..32 /[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+
AuthFactorType enum PASSWORD EMAIL_OTP SMS_OTP WEB_AUTHN SOFTWARE_TOKEN
AuthFlowType enum USER_SRP_AUTH REFRESH_TOKEN_AUTH REFRESH_TOKEN CUSTOM_AUTH ADMIN_NO_SRP_AUTH USER_PASSWORD_AUTH ADMIN_USER_PASSWORD_AUTH USER_AUTH
CSSType string 0..131072
ChallengeNameType enum SMS_MFA EMAIL_OTP SOFTWARE_TOKEN_MFA SELECT_MFA_TYPE MFA_SETUP PASSWORD_VERIFIER CUSTOM_CHALLENGE SELECT_CHALLENGE DEVICE_SRP_AUTH DEVICE_PASSWORD_VERIFIER ADMIN_NO_SRP_AUTH NEW_PASSWORD_REQUIRED SMS_OTP PASSWORD WEB_AUTHN PASSWORD_SRP
ChallengeResponsesType map string string secret
ClientSecretIdType string 1..128
ClientSecretType string 24..64 secret /[\w+]+
ClientTypeType enum REGULAR DCR
ColorSchemeModeType enum LIGHT DARK DYNAMIC
EmailInviteMessageType string 6..20000 /[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*
EmailMfaMessageType string 6..20000 /[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*\{####\}[\p{L}\p{M}\p{S}\p{N}\p{P}\s*]*
EmailMfaSubjectType string /[\p{L}\p{M}\p{S}\p{N}\p{P}\s]+
EncryptionKeyArnType string 20..2048 /arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?
EncryptionKeyType enum AWS_OWNED_KEY CUSTOMER_MANAGED_KEY
EventSourceName enum userNotification userAuthEvents
ExplicitAuthFlowsType enum ADMIN_NO_SRP_AUTH CUSTOM_AUTH_FLOW_ONLY USER_PASSWORD_AUTH ALLOW_ADMIN_USER_PASSWORD_AUTH ALLOW_CUSTOM_AUTH ALLOW_USER_PASSWORD_AUTH ALLOW_USER_SRP_AUTH ALLOW_REFRESH_TOKEN_AUTH ALLOW_USER_AUTH ALLOW_CLIENT_TOKEN_AUTH
FeatureType enum ENABLED DISABLED
HealthCheckIdType string ..64
ImageFileType blob 0..131072
InboundFederationLambdaVersionType enum V1_0
IssuerType enum ORIGINAL UPDATED
LanguageIdType string /^cognito:(default|dutch|english|french|spanish|german|bahasa-indonesia|italian|japanese|korean|portuguese-brazil|chinese-(simplified|traditional))$
LimitClass enum API_CATEGORY
LinkUrlType string 1..1024 /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$
LinksType map LanguageIdType LinkUrlType 1..13
ListTermsRequestMaxResultsInteger integer 1..60
LogConfigurationListType list LogConfigurationType 0..2
LogLevel enum ERROR INFO
ManagedLoginBrandingIdType string /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$
MaxPerUserType integer 1..100
OptionalArnType string 0..2048 /(arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?)?
PaginationKey string 1..131072 /[\S]+
PasswordHashingAlgorithmType enum BCRYPT SCRYPT ARGON2ID PBKDF2_SHA256
PasswordHistorySizeType integer 0..24
PreTokenGenerationLambdaVersionType enum V1_0 V2_0 V3_0
ProviderNameType string 1..32 /[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+
ProviderNameTypeV2 string 1..32 /[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+
RegionNameType string 5..32
RelyingPartyIdType string 1..127
ResourceIdType string 1..40 /^[\w\- ]+$
RetryGracePeriodSecondsType integer 0..60
RevokeAssociatedSessionsType enum NONE LINKED
S3ArnType string 3..1024 /arn:[\w+=/,.@-]+:[\w+=/,.@-]+:::[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?
SecurityPolicyType enum TLS_V1 TLS_V1_2_2021 TLS_V1_3_2025
SessionType string 20..2048 secret
SmsInviteMessageType string 6..140 /(?s).*
SoftwareTokenMFAUserCodeType string 6..6 secret /[0-9]+
SsoValidityMinutesType integer 0..129600
StatusType enum Enabled Disabled
StringToStringMapType map string string
TermsEnforcementType enum NONE
TermsIdType string /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$
TermsNameType string /^(terms-of-use|privacy-policy)$
TermsSourceType enum LINK
UpdateReplicaStatusType enum ACTIVE INACTIVE
UserPoolTierType enum LITE ESSENTIALS PLUS
UserSessionTrackingType enum DISABLED ENABLED
UserVerificationType enum required preferred
WebAuthnCredentialsQueryLimitType integer 0..20
WebAuthnFactorConfigurationType enum SINGLE_FACTOR MULTI_FACTOR_WITH_USER_VERIFICATION
secret string secret
`;

/**
 * What others have seen the service do where its model says otherwise: read in public logs and tests. Domains of one's own
 * have dots, and are taken.
 */
export const seenTypes = String.raw`
ClientIdType string 1..128 /[\w+]+
DomainType string 1..63 /^[a-z0-9](?:[a-z0-9\-.]{0,61}[a-z0-9])?$
PasswordType string 6..256 secret /^[\S]+.*[\S]+$
`;
