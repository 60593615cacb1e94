import type { Words } from '../words.js';

export const accountPage: Words['accountPage'] = {
  title: 'Votre compte',
  places: 'Compte',
  overview: 'Aperçu',
  profile: 'Profil',
  security: 'Sécurité',
  signIns: 'Connexions',
  lead: 'Votre compte, tel que cette application le connaît.',
  who: 'Qui vous êtes',
  saidByIdToken: 'D’après le ⁑jeton d’identité⁑',
  saidByIdTokenOrUserInfo: 'D’après le ⁑jeton d’identité⁑, ou ⁑userInfo⁑ pour ce que le jeton ne dit pas',
  verified: 'confirmation faite',
  notVerified: 'à confirmer',
  groups: 'Vos groupes',
  saidByBoth: 'D’après le ⁑jeton d’identité⁑ et le ⁑jeton d’accès⁑',
  noGroups:
    'Vous n’êtes dans aucun groupe. Les pages ouvertes à toutes les personnes connectées le sont à vous aussi.',
  opensAdmin: 'Ouvre la page d’administration.',
  opensNothing: 'Rien sur ce site ne le demande.',
  scopes: 'Ce que cette application peut faire',
  saidByAccessToken: 'D’après le ⁑jeton d’accès⁑',
  saidByTokenResponse: 'D’après la ⁑réponse qui a donné les jetons⁑',
  noScopes: 'Rien en votre nom.',
  session: 'Cette session',
  keptHere: 'Gardé par ⁑ce site⁑',
  started: 'Connexion ici',
  proved: 'Dernière preuve que c’est bien vous',
  notSaid: 'le service de connexion ne le dit pas',
  idle: 'Se termine sans activité pendant',
  ends: 'Se termine dans tous les cas',
  everySignIn: 'Voir toutes les connexions',
  tokens: 'Jetons',
  neverSent: 'Gardés sur le serveur, jamais envoyés à un navigateur',
  idToken: 'Jeton d’identité',
  idTokenIsFor: 'dit qui vous êtes',
  accessToken: 'Jeton d’accès',
  accessTokenIsFor: 'dit ce que cette application peut faire pour vous',
  partLeft: (token) => `${token} : part de sa durée de vie qui reste`,
  tokenEnds: 'Expire',
  andThen: 'Et ensuite ?',
  renewed:
    'Ils sont ⁑renouvelés en arrière-plan⁑ quand il reste moins d’une minute et que vous ouvrez une page. La dernière fois :',
  refused: (pool) =>
    `Si le ${pool} ⁑refuse⁑ de les renouveler, cette session se termine et il vous est demandé de vous connecter.`,
  away: (pool, length) =>
    `Si le ${pool} ⁑est injoignable⁑, vos pages continuent de fonctionner pendant ${length}, et vous n’êtes pas déconnecté.`,
  notRenewed: (pool) =>
    `Le ${pool} n’a pas donné de jeton d’actualisation : cette session se termine donc avec le jeton d’accès, et il vous est demandé de vous connecter.`,
};

export const claims: Words['claims'] = {
  labels: {
    'name': 'Nom complet',
    'email': 'Adresse e-mail',
    'cognito:username': 'Nom d’utilisateur',
    'identities': 'Connexion par',
    'sub': 'Sujet',
    'iss': 'Émetteur',
    'given_name': 'Prénom',
    'family_name': 'Nom de famille',
    'middle_name': 'Deuxième prénom',
    'nickname': 'Surnom',
    'preferred_username': 'Nom d’utilisateur préféré',
    'profile': 'Page de profil',
    'picture': 'Photo',
    'website': 'Site web',
    'gender': 'Genre',
    'birthdate': 'Date de naissance',
    'zoneinfo': 'Fuseau horaire',
    'locale': 'Langue',
    'phone_number': 'Numéro de téléphone',
    'cognito:preferred_role': 'Rôle préféré',
  },
  scopes: {
    'openid': 'Vous connecter avec un jeton d’identité.',
    'email': 'Voir votre adresse e-mail.',
    'profile': 'Voir votre nom et le reste de votre profil.',
    'phone': 'Voir votre numéro de téléphone.',
    'aws.cognito.signin.user.admin':
      'Vous laisser modifier ici votre propre profil et vos réglages de sécurité.',
  },
  otherScope: 'Appeler un autre service en votre nom.',
};

export const places: Words['places'] = {
  unknownBrowser: 'Un navigateur inconnu',
  unknownDevice: 'Un appareil inconnu',
  on: (browser, device) => `${browser} sur ${device}`,
  unknownAddress: 'une adresse inconnue',
  thisComputer: 'cet ordinateur',
  privateNetwork: (address) => `un réseau privé (${address})`,
};

export const signInsPage: Words['signInsPage'] = {
  title: 'Vos connexions',
  lead: 'Chaque navigateur connecté à ce site en votre nom.',
  ended:
    'Cette connexion est terminée. Ce que la page de connexion a retenu d’avant ne compte pas non plus : pendant 24 heures, quiconque revient en votre nom doit se connecter de nouveau. Un compte d’entreprise ou d’un autre fournisseur peut le faire sans rien demander.',
  gone: 'Cette connexion avait déjà pris fin.',
  poolEnded:
    'Le groupe d’utilisateurs a mis fin à cette session, et à ce qui la ferait revenir. Sa liste peut encore la montrer pendant quelques secondes.',
  poolRefused: 'Le groupe d’utilisateurs n’a pas mis fin à cette session.',
  count: (count) => `${count} connexion${count < 2 ? '' : 's'} à ce site`,
  more: (count) => `En voir ${count} de plus, dont l’activité est plus ancienne`,
  thisOne: 'celle-ci',
  from: (address) => `Depuis ${address}`,
  lastSeen: 'Dernière activité',
  signedIn: 'connexion',
  end: 'Mettre fin à la connexion',
  endOf: (browser, started) => `de ${browser}, commencée ${started}`,
  everywhere:
    'Met fin à toutes ces connexions d’un coup, celle-ci comprise, et révoque leurs jetons d’actualisation. Chacun de ces navigateurs doit se connecter de nouveau pour revenir.',
  everywhereApps:
    '⁑Vos autres applications de ce groupe d’utilisateurs sont déconnectées aussi⁑, sur les téléphones également : le groupe d’utilisateurs n’accepte plus aucun de leurs jetons.',
  everywhereBrowsers: 'Sa page de connexion oublie chaque navigateur.',
  survives: 'Ce qui continue après la fin d’une connexion',
  survivesLead:
    'La session est terminée ici sur-le-champ, et il est demandé au groupe d’utilisateurs de révoquer son jeton d’actualisation. En dehors de ce site, certaines choses continuent un moment :',
  survivesTracked:
    '⁑Ce que retient la page de connexion.⁑ Mettre fin à une connexion de ce site n’y change rien ; cela figure dans la seconde liste, où l’on peut y mettre fin, comme en se déconnectant partout. Ce site ne s’y fie pas : après la fin d’une connexion ici, le mot de passe est demandé dans chaque navigateur qui revient dans les 24 heures.',
  survivesCognito:
    '⁑Le cookie du groupe d’utilisateurs.⁑ La page de connexion retient un navigateur après la saisie du mot de passe, pendant une heure sauf réglage contraire, et d’autres sites du même groupe d’utilisateurs peuvent s’y fier. Celui-ci ne le fait pas : après la fin d’une connexion ici, le mot de passe est demandé dans chaque navigateur qui revient dans les 24 heures.',
  survivesElsewhere:
    '⁑Le cookie du service de connexion.⁑ Il peut retenir un navigateur pendant un moment, et d’autres sites peuvent s’y fier. Celui-ci ne le fait pas : après la fin d’une connexion ici, il faut se connecter de nouveau dans chaque navigateur qui revient dans les 24 heures.',
  survivesTokens:
    '⁑Les jetons d’accès déjà donnés.⁑ Ce site ne s’en sert plus, mais un autre service qui en possède un et n’en vérifie que la signature l’accepte jusqu’à son expiration, soit une heure au plus sauf réglage contraire.',
  survivesProvider:
    '⁑Un compte d’entreprise ou d’un autre fournisseur.⁑ Si vous êtes passé par là pour vous connecter, vous y êtes toujours connecté, et un navigateur peut revenir grâce à lui sans que rien soit demandé. Déconnectez-vous là-bas aussi.',
};

export const poolSessions: Words['poolSessions'] = {
  heading: 'Ce que sait le groupe d’utilisateurs',
  lead: 'Chaque navigateur que retient sa page de connexion, et chaque application qui a des jetons à votre nom, sur les téléphones aussi. Les connexions ci-dessus y figurent encore une fois, telles que le groupe d’utilisateurs les voit : un site qui renouvelle les jetons sur son serveur, comme celui-ci, montre l’adresse de ce serveur. Une session de ce site à laquelle vous mettez fin ici ne s’en aperçoit qu’au prochain renouvellement de ses jetons ; ci-dessus, l’effet est immédiat.',
  signInPage: 'page de connexion',
  thisSite: 'ce site',
  app: 'application',
  remembered: 'Retenu par la page de connexion, pour toutes les applications.',
  cameThrough: (count) =>
    count < 2
      ? `${count} session d’application est passée par là.`
      : `${count} sessions d’applications sont passées par là.`,
  tokensOfThisSite: 'Jetons de ce site',
  tokensOfClient: 'Jetons du client d’application',
  begun: 'commencée',
  lastActive: 'Dernière activité',
  end: 'Mettre fin',
  endWithApps: 'Mettre fin, avec ses applications',
};

export const adminPage: Words['adminPage'] = {
  title: 'Administration',
  group: 'Groupe',
  lead: (group) =>
    `Vous voyez cette page parce que vos jetons disent que vous êtes dans le groupe ⁑${group}⁑. Toute autre personne connectée reçoit une page qui dit non.`,
  guard: 'Ce qui la protège',
  guardText:
    'Une ligne sur la route. Sans session, elle envoie se connecter ; avec une session mais sans le groupe, elle répond 403 et ne redirige jamais.',
  route: 'La route de cette page',
  changes: 'Quand une appartenance change',
  changesText:
    'Les groupes se lisent dans les jetons, et le groupe d’utilisateurs les y inscrit quand il en émet ou en renouvelle un. Qui quitte le groupe garde cette page jusqu’au renouvellement de ses jetons, soit une heure au plus avec le réglage par défaut de Cognito ; qui le rejoint peut se déconnecter puis se reconnecter pour la voir plus tôt.',
  yours: 'Vos groupes :',
};

export const awsPage: Words['awsPage'] = {
  title: 'Vos identifiants AWS',
  lead: 'Temporaires, et gardés sur le serveur : ce que ce site fait dans AWS en votre nom, il le fait avec eux.',
  inUse: 'En service',
  givenBy: 'Donnés par le ⁑groupe d’identités⁑ pour votre ⁑jeton d’identité⁑',
  identity: 'Identité',
  accessKey: 'Clé d’accès AWS',
  secret: 'Clé secrète, jeton de session',
  kept: 'gardés sur le serveur, montrés à personne',
  partLeft: 'Part de leur durée de vie qui reste',
  fetched: 'Obtenus',
  theyEnd: 'Ils expirent',
  anew: 'Ils sont ⁑demandés de nouveau⁑ quand il reste quelques minutes, et quand votre connexion est renouvelée : un nouveau groupe compte à partir de là.',
  signOut:
    'Quand vous vous ⁑déconnectez⁑, ce site les oublie. AWS, de son côté, les accepterait jusqu’à leur expiration.',
  role: 'Votre rôle',
  asked: (role) => `Vous avez demandé le rôle ⁑${role}⁑.`,
  leaveChoice: 'Laisser AWS choisir',
  chose: 'AWS a choisi, selon les règles du groupe d’identités.',
  choseByToken:
    'AWS a choisi, selon les règles du groupe d’identités : la plupart prennent le rôle préféré du jeton.',
  noRoles: 'Aucun de vos groupes n’a de rôle : vous avez donc celui de toutes les personnes connectées.',
  preferred: 'préféré',
  askedFor: 'demandé',
  ask: 'Demander ce rôle',
};
