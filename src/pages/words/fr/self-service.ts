import type { Words } from '../words.js';

export const outcomes: Words['outcomes'] = {
  'draft':
    'Votre session a pris fin pendant que vous écriviez. Ce que vous avez saisi est de nouveau dans le formulaire et n’a pas été envoyé : relisez-le, puis envoyez-le.',
  'saved': 'C’est enregistré.',
  'unchanged': 'Rien n’était différent, donc rien n’a changé.',
  'address-confirmed': 'C’est confirmé.',
  'address-removed': 'Le numéro est retiré.',
  'address-kept': 'Tout reste comme avant. Le code qui a été envoyé n’est plus demandé.',
  'address-restored': 'La valeur précédente est rétablie.',
  'code-sent': 'Un autre code est en route. Seul le plus récent compte.',
  'password-changed':
    'Votre mot de passe est changé, et il est mis fin à vos autres connexions à ce site. Celle-ci continue.',
  'sign-ins-go-on':
    'Votre mot de passe est changé, mais il n’a pas été possible de mettre fin à toutes vos autres connexions à ce site. Faites-le sur la page des connexions.',
  'app-on':
    'Votre application d’authentification est configurée. La page de connexion demande son code à partir de maintenant.',
  'app-off':
    'Le groupe d’utilisateurs connaît votre application d’authentification, mais n’a pas pu l’activer. Activez-la ci-dessous.',
  'factor-changed': 'Votre second facteur est changé. Cela compte dès la prochaine connexion.',
  'device-forgotten': 'Cet appareil est oublié.',
  'passkey-removed': 'Cette clé d’accès est retirée. Elle ne connecte plus personne.',
  'passkey-added': 'Une clé d’accès a été ajoutée.',
  'passkey-not-added':
    'Aucune clé d’accès n’a été ajoutée. La page du groupe d’utilisateurs exige une connexion récente : déconnectez-vous, reconnectez-vous, puis réessayez.',
  'gone': 'Il n’y avait déjà plus rien à cet endroit.',
};

export const selfService: Words['selfService'] = {
  managed: (provider) =>
    `Vous vous connectez par ⁑${provider}⁑, qui dit à chaque fois ce qui figure ici. Modifiez-le là-bas.`,
  passwordElsewhere: (provider) =>
    `Vous vous connectez par ⁑${provider}⁑. C’est là qu’est gardé votre mot de passe, et qu’il se change.`,
  code: 'Code',
  confirm: 'Confirmer',
  cancel: 'Annuler',
};

export const profilePage: Words['profilePage'] = {
  title: 'Votre profil',
  lead: 'Ce que le groupe d’utilisateurs sait de vous, pour toutes les applications où vous vous connectez avec lui.',
  about: 'À votre sujet',
  managedHere: 'Ce que vous changeriez ici serait annulé par votre prochaine connexion.',
  more: 'Plus de détails',
  save: 'Enregistrer',
  addresses: 'Où vous joindre',
  none: 'non renseigné',
  confirmed: 'confirmation faite',
  notConfirmed: 'à confirmer',
  add: 'Ajouter',
  change: 'Modifier',
  others: 'Fixé par les responsables du groupe d’utilisateurs',
  hints: {
    name: 'Comment ce site et les autres vous appellent.',
    zoneinfo: 'Par exemple Europe/Paris.',
    locale: 'Par exemple fr ou fr-CA.',
  },
  unprintable: 'Il y a là un caractère qui ne peut pas être affiché. Saisissez-le de nouveau.',
  badWebsite: 'Commencez l’adresse par https://.',
  badDate: 'Saisissez la date dans l’ordre année, mois et jour : 1815-12-10.',
};

export const addressPage: Words['addressPage'] = {
  email: {
    label: 'Adresse e-mail',
    title: 'Modifier votre adresse e-mail',
    field: 'Nouvelle adresse e-mail',
    hint: '',
    place: 'Regardez dans votre boîte de réception. Il a six chiffres.',
    problem: 'Saisissez une adresse e-mail, comme ada@example.com.',
  },
  phone: {
    label: 'Numéro de téléphone',
    title: 'Modifier votre numéro de téléphone',
    field: 'Nouveau numéro de téléphone',
    hint: 'Avec l’indicatif du pays : +33 6 12 34 56 78. Laissez vide pour n’avoir aucun numéro ici.',
    place: 'Regardez dans vos messages. Il a six chiffres.',
    problem: 'Saisissez le numéro avec l’indicatif du pays et des chiffres : +33 6 12 34 56 78.',
  },
  same: 'C’est ce que vous avez déjà.',
  codeMissing: 'Saisissez le code qui a été envoyé.',
  onItsWay: (destination) => `Un code est en route vers ⁑${destination}⁑.`,
  isTaken: (address) =>
    `${address} figure déjà dans votre profil, et ne compte comme étant à vous qu’une fois le code revenu.`,
  nothingChanges: 'Tant qu’il n’est pas revenu, rien ne change.',
  stays: (address) => `Tant qu’il n’est pas revenu, ${address} ne change pas.`,
  another: 'Envoyer un autre code',
  restore: 'Rétablir la valeur précédente',
  now: (address) => `Actuellement : ⁑${address}⁑.`,
  nowUnconfirmed: (address) => `Actuellement : ⁑${address}⁑, sans confirmation jusqu’ici.`,
  sendToConfirm: 'Envoyer un code pour confirmer',
  goesThere: 'Un code y est envoyé, pour s’assurer que c’est bien à vous.',
  send: 'Envoyer le code',
};

export const securityPage: Words['securityPage'] = {
  title: 'Sécurité',
  lead: 'Comment vous vous connectez, ici et dans chaque application de ce groupe d’utilisateurs. Un changement demande une connexion de moins de dix minutes.',
  password: 'Mot de passe',
  passwordEnds: 'Un nouveau mot de passe met fin à vos autres connexions à ce site.',
  changePassword: 'Changer de mot de passe',
  factor: 'Second facteur',
  factorElsewhere: (provider) =>
    `C’est ${provider} qui décide d’en demander un ou non. Le groupe d’utilisateurs n’en demande pas en plus.`,
  factorLead: 'Demandé après le mot de passe, pour qu’un mot de passe volé n’ouvre rien à lui seul.',
  factors: {
    app: {
      label: 'Application d’authentification',
      about: 'Montre un nouveau code toutes les demi-minutes, même sans réseau.',
    },
    email: { label: 'Code par e-mail', about: 'Envoyé à votre adresse confirmée.' },
    sms: {
      label: 'Code par SMS',
      about: 'Envoyé à votre numéro confirmé. Un numéro peut être détourné : une application est plus sûre.',
    },
  },
  on: 'activé',
  onFirst: 'activé, demandé en premier',
  setUp: 'Configurer',
  confirmAddress: 'Confirmer l’adresse',
  turnOn: 'Activer',
  askFirst: 'Demander en premier',
  turnOff: 'Désactiver',
  passkeys: 'Clés d’accès',
  passkeysLead:
    'Elles vous connectent avec le verrouillage de votre appareil au lieu d’un mot de passe. On les ajoute sur la page du groupe d’utilisateurs.',
  passkeysOff:
    'Ce groupe d’utilisateurs n’accepte plus les clés d’accès : celles-ci ne connectent plus personne.',
  added: 'Ajoutée',
  remove: 'Retirer',
  addPasskey: 'Ajouter une clé d’accès',
  namelessPasskey: 'Une clé d’accès sans nom',
  devices: 'Appareils retenus',
  noDevices:
    'Aucun. Le groupe d’utilisateurs ne retient que les appareils des applications mobiles et de bureau, s’il est réglé pour cela ; les navigateurs figurent parmi vos connexions.',
  namelessDevice: 'Un appareil sans nom',
  notTrusted: 'pas de confiance',
  forget: 'Oublier',
  sessions: 'Où vous êtes connecté',
  sessionsLead: 'Chaque navigateur, avec de quoi mettre fin à un seul, ou à tous d’un coup.',
  delete: 'Supprimer votre compte',
  deleteLead: 'Le retire du groupe d’utilisateurs, pour ce site et pour tous les autres. C’est irréversible.',
  deleteButton: 'Supprimer le compte…',
};

export const passwordPage: Words['passwordPage'] = {
  title: 'Changer votre mot de passe',
  needs: 'Sauf réglage contraire de ce groupe d’utilisateurs, il faut à un nouveau mot de passe :',
  rules: [
    'au moins 8 caractères',
    'une minuscule et une majuscule',
    'un chiffre',
    'un caractère spécial, comme - ou !',
  ],
  present: 'Mot de passe actuel',
  presentHint:
    'Laissez vide si votre compte n’en a pas encore, parce qu’une clé d’accès ou des codes vous laissent entrer.',
  new: 'Nouveau mot de passe',
  again: 'Répétez le nouveau mot de passe',
  missing: 'Saisissez un nouveau mot de passe.',
  differ: 'Les deux mots de passe sont différents. Saisissez-les de nouveau.',
  same: 'C’est le mot de passe que vous avez déjà.',
  ends: 'Il est mis fin à vos autres connexions à ce site, et celle-ci continue. Les autres applications restent connectées jusqu’à ce que vous vous déconnectiez partout.',
  button: 'Changer de mot de passe',
};

export const authenticatorPage: Words['authenticatorPage'] = {
  title: 'Configurer une application d’authentification',
  needs:
    'Il vous faut une application qui montre des codes, par exemple sur votre téléphone, ou un gestionnaire de mots de passe. Elle reçoit une clé d’ici, et montre ensuite toutes les demi-minutes un nouveau code, que demande la page de connexion.',
  replaces: 'Une application configurée auparavant est remplacée dès que la nouvelle est confirmée.',
  show: 'Montrer la clé',
  point: 'Visez cette image avec l’appareil photo de l’application.',
  picture: 'Code QR contenant la clé pour votre application d’authentification',
  open: 'L’ouvrir dans une application sur cet appareil',
  type: 'Ou saisissez-y cette clé :',
  typeCode: 'Saisissez le code que montre l’application.',
  sixDigits: 'Les six chiffres que montre l’application en ce moment.',
  wrongShape: 'L’application montre six chiffres. Saisissez-les ici.',
  notTaken: 'Le groupe d’utilisateurs n’a pas accepté ce code. Attendez le suivant.',
  secret:
    'Rien ne change tant que le code n’est pas confirmé. Ne laissez la clé figurer ni sur des photos ni dans des messages : qui la possède a votre second facteur.',
};

export const deletePage: Words['deletePage'] = {
  title: 'Supprimer votre compte',
  ask: 'Supprimer votre compte ?',
  facts: [
    'Le groupe d’utilisateurs vous oublie : nom, adresses, mot de passe, second facteur, clés d’accès. ⁑C’est irréversible.⁑',
    'Vous êtes déconnecté ici dans chaque navigateur, et les autres applications de ce groupe d’utilisateurs ne vous laissent plus entrer.',
    'Ce que d’autres services savent de vous reste chez eux. Si vous vous connectez par un compte d’entreprise ou d’un autre fournisseur, ce compte-là reste, et s’en servir de nouveau crée ici un nouveau compte, vide.',
  ],
  typeIt: (confirmation) => `Pour continuer, saisissez ⁑${confirmation}⁑.`,
  field: 'Saisissez-le ici',
  wrong: (confirmation) => `Ce n’est pas ${confirmation}. Rien n’a été supprimé.`,
  button: 'Supprimer mon compte',
  keep: 'Le garder',
};

export const noSelfServicePage: Words['noSelfServicePage'] = {
  title: 'Pas activé',
  notNow: 'Impossible pour le moment',
  saidNo: 'Le groupe d’utilisateurs a dit non',
  yourAccount: 'Votre compte',
  notHere: 'Cela ne peut pas se faire ici',
  notHereWhy:
    'Votre profil et votre sécurité sont gardés par votre service de connexion, et se modifient là-bas. Ce site ne peut les modifier que si l’on se connecte avec un groupe d’utilisateurs d’Amazon Cognito.',
  onceMore: 'Connectez-vous encore une fois pour modifier cela',
  onceMoreWhy:
    'Ce site demande au groupe d’utilisateurs le droit de modifier votre propre profil et vos réglages de sécurité. Votre connexion date d’avant, ou le groupe d’utilisateurs ne l’a pas accordé.',
  operator:
    'Pour les responsables de ce site, si rien ne change : autorisez cette portée sur le client d’application (AllowedOAuthScopes) :',
  off: 'Le libre-service n’est pas activé',
  offWhy:
    'Ce site peut vous laisser modifier votre profil, votre mot de passe et votre second facteur. Il n’en demande pas encore le droit au groupe d’utilisateurs.',
  how: 'Comment les responsables de ce site l’activent',
  step1:
    'Autorisez cette portée sur le client d’application, dans AllowedOAuthScopes, ou parmi les « Custom scopes » de ses pages de connexion dans la console :',
  step2: 'Ajoutez-la au réglage :',
  step3: 'Redémarrez le site. Toute personne connectée se connecte encore une fois.',
};
