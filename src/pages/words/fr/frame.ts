import type { Words } from '../words.js';

export const frame: Words['frame'] = {
  skip: 'Aller au contenu',
  main: 'Menu principal',
  account: 'Compte',
  signIns: 'Connexions',
  signedInAs: 'Connecté en tant que',
  signIn: 'Se connecter',
  signInAgain: 'Se reconnecter',
  signOut: 'Se déconnecter',
  signOutEverywhere: 'Se déconnecter partout',
  home: 'Accueil',
  back: 'Retour',
  error: 'Erreur',
  footer:
    'L’intégration de référence d’Amazon Cognito pour Express. Les jetons restent sur le serveur ; le navigateur garde un seul cookie, dont on ne peut rien lire.',
  sessionEnded: 'Votre session a pris fin.',
  mayBeOld: 'Ce que montre cette page n’est peut-être plus à jour.',
  somebodyElse: 'Quelqu’un d’autre s’est connecté ici depuis.',
  showTheirPage: 'Montrer sa page',
  pool: { cognito: 'groupe d’utilisateurs', other: 'service de connexion' },
};

export const moments: Words['moments'] = {
  months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  exact: (day, month, year, time) => `${day === 1 ? '1er' : day} ${month} ${year} à ${time} UTC`,
  justNow: 'à l’instant',
  soon: 'dans moins d’une minute',
  ahead: (length) => `dans ${length}`,
  ago: (length) => `il y a ${length}`,
  minutes: (count) => `${count} minute${count < 2 ? '' : 's'}`,
  hours: (count) => `${count} heure${count < 2 ? '' : 's'}`,
  days: (count) => `${count} jour${count < 2 ? '' : 's'}`,
};

export const signOutPage: Words['signOutPage'] = {
  title: 'Se déconnecter',
  ask: 'Se déconnecter ?',
  signedInAs: (name) => `Vous êtes connecté en tant que ⁑${name}⁑.`,
  ends: 'La déconnexion met fin à cette session.',
  endsAndRevokes: (pool) =>
    `La déconnexion met fin à cette session, révoque ses jetons et vous fait passer par la déconnexion du ${pool} : la prochaine personne devant ce navigateur devra se connecter à son tour.`,
  endsThrough: (pool) =>
    `La déconnexion met fin à cette session et vous fait passer par la déconnexion du ${pool} : la prochaine personne devant ce navigateur devra se connecter à son tour.`,
  endsHere: (pool) =>
    `La déconnexion met fin à cette session ici. Le ${pool} n’a pas de déconnexion à lui, et peut laisser entrer la prochaine personne devant ce navigateur sans rien demander.`,
  stay: 'Rester connecté',
  others: 'Sur vos autres appareils aussi ?',
  othersEnd:
    'Met fin à toutes vos sessions sur ce site. Chaque navigateur doit se connecter de nouveau pour revenir.',
  appsEndToo: 'Vos autres applications de ce groupe d’utilisateurs sont déconnectées aussi.',
  nobody: 'Vous n’êtes pas connecté',
  nothingToEnd: 'Il n’y a dans ce navigateur aucune session de ce site à laquelle mettre fin.',
  shared: 'Sur un ordinateur partagé ?',
  mayRemember: (pool) =>
    `La page de connexion du ${pool} se souvient peut-être encore de ce navigateur, et laisserait entrer la prochaine personne sans mot de passe.`,
  forget: 'Lui faire oublier ce navigateur',
};

export const signedOutPage: Words['signedOutPage'] = {
  title: 'Déconnexion faite',
  stillTitle: 'Encore connecté',
  deletedTitle: 'Compte supprimé',
  still: 'Vous êtes encore connecté',
  stillWhy:
    'C’est ici que mène la déconnexion, mais personne ne s’est déconnecté dans ce navigateur, ou quelqu’un s’y est reconnecté depuis.',
  deleted: 'Le compte est supprimé',
  deletedWhy:
    'Le groupe d’utilisateurs l’a oublié, et il est déconnecté ici dans chaque navigateur. La page de connexion se souvient peut-être encore de ce navigateur, mais n’a plus de compte à laisser entrer.',
  ofThisSite: 'Vous êtes déconnecté de ce site',
  allEnded: 'Toutes vos sessions ici ont pris fin.',
  appsLeft:
    '⁑Vos autres applications sont peut-être encore connectées.⁑ Il n’a pas été possible de demander au groupe d’utilisateurs de les déconnecter. Connectez-vous encore une fois, puis déconnectez-vous partout.',
  haveForget: (pool) => `Faire oublier ce navigateur au ${pool}`,
  done: 'Vous êtes déconnecté',
  gone: 'Votre session ici a pris fin. Ce site n’a plus ses jetons.',
  revokedAndForgotten: (pool) =>
    `Votre session ici a pris fin, et il a été demandé au ${pool} de révoquer ses jetons et d’oublier ce navigateur.`,
  forgotten: (pool) =>
    `Votre session ici a pris fin, et il a été demandé au ${pool} d’oublier ce navigateur. Il ne sait pas révoquer de jetons : ce site n’a plus ceux de cette session, et ils expirent d’eux-mêmes.`,
  revoked: (pool) => `Votre session ici a pris fin. Il a été demandé au ${pool} de révoquer ses jetons.`,
  runOut: 'Votre session ici a pris fin. Ce site n’a plus ses jetons, et ils expirent d’eux-mêmes.',
  notAsked: (pool) =>
    `⁑Le ${pool} se souvient peut-être encore de ce navigateur.⁑ Il ne lui a pas été demandé de l’oublier. Sur un ordinateur partagé, déconnectez-vous là-bas aussi avant de partir.`,
  notReached: (pool) =>
    `⁑Le ${pool} était injoignable.⁑ Sa page de connexion se souvient peut-être encore de ce navigateur. Sur un ordinateur partagé, déconnectez-vous là-bas aussi avant de partir.`,
  notReachedCognito: (pool) =>
    `⁑Le ${pool} était injoignable.⁑ Sa page de connexion se souvient peut-être encore de ce navigateur, pendant une heure après la saisie du mot de passe sauf réglage contraire. Sur un ordinateur partagé, déconnectez-vous là-bas aussi avant de partir.`,
  tryAgain: 'Réessayer',
  notEnded: 'Ce qui continue après la déconnexion',
  facts: (pool) => [
    '⁑Les autres navigateurs et appareils.⁑ Ils restent connectés, sauf si vous vous êtes déconnecté partout. Dans ce cas, chacun doit se connecter de nouveau, pendant 24 heures, quoi que la page de connexion ait retenu.',
    `⁑Les jetons d’accès déjà donnés.⁑ Un autre service qui en possède un et n’en vérifie que la signature l’accepte jusqu’à son expiration, soit une heure au plus sauf réglage contraire du ${pool}.`,
    '⁑Un compte d’entreprise ou d’un autre fournisseur.⁑ Si vous êtes passé par là pour vous connecter, vous y êtes toujours connecté, et un navigateur peut revenir grâce à lui sans que rien soit demandé.',
  ],
};

export const problemPage: Words['problemPage'] = {
  stillSignedIn: '⁑Si vous étiez connecté, vous l’êtes toujours.⁑ Une panne ne déconnecte personne.',
  seconds: (count) =>
    count < 2 ? `Environ ${count} seconde devrait suffire.` : `Environ ${count} secondes devraient suffire.`,
  forGroup: 'C’est réservé au groupe',
  startAgain: 'Recommencer',
  tryAgain: 'Réessayer',
  code: 'Code',
  requestId: 'Identifiant de la requête',
};
