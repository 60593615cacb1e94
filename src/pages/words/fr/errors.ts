import { identityPoolErrorsAlike, poolErrorsAlike } from '../alike.js';
import type { ErrorWords } from '../words.js';

const notSetUp = {
  title: 'Il n’y a pas d’identifiants AWS à obtenir pour le moment',
  happened:
    'Ce site et la partie d’AWS qui donne des identifiants ne sont pas réglés l’un pour l’autre ; cela arriverait donc à tout le monde. Vous restez connecté, et votre compte n’a aucun problème.',
  advice:
    'C’est aux responsables de ce site d’y remédier : le journal dit quoi changer, à l’identifiant de la requête. Revenez plus tard.',
};

const notLetIn = {
  title: 'Votre compte n’est pas admis ici',
  happened:
    'Le service de connexion connaît votre compte, ou pourrait en créer un, mais ne le laisse pas entrer ici.',
  advice: 'Prenez un autre compte, ou adressez-vous aux responsables de ce site.',
};

const providerTrouble = {
  title: 'La connexion par votre autre compte n’a pas fonctionné',
  happened:
    'Vous avez choisi de vous connecter par un autre compte, par exemple celui d’une entreprise. Sa connexion était injoignable ou a échoué.',
  advice: 'Réessayez dans un instant, ou connectez-vous d’une autre façon.',
};

const unfinished = {
  title: 'Le service de connexion n’est pas allé au bout',
  happened:
    'Le service de connexion a rencontré un problème de son côté et vous a renvoyé ici. Vous n’y êtes pour rien, et personne n’a été connecté.',
  advice:
    'Recommencez dans un instant. Si cela se reproduit, donnez aux responsables de ce site le code et l’identifiant de la requête.',
};

const tellThem =
  'Si cela se reproduit, les responsables de ce site ont besoin du code et de l’identifiant de la requête.';
const soonAgain = 'Réessayez dans un instant.';
const fromHome = 'Vérifiez l’adresse, ou partez de la page d’accueil.';

export const errors: ErrorWords = {
  byCode: {
    sign_in_expired: {
      title: 'Cette connexion n’est plus valable',
      happened:
        'Vous êtes revenu de la page de connexion, mais dans ce navigateur aucune connexion n’attend cette réponse. Elle a déjà servi, a duré plus de dix minutes, ou a commencé dans un autre navigateur.',
      advice: 'Recommencez, c’est l’affaire d’un instant. Rien n’a été modifié.',
    },
    sign_in_invalid: {
      title: 'Ce lien de connexion est abîmé',
      happened: 'L’adresse qui vous a ramené de la page de connexion n’est pas de celles qu’elle enverrait.',
      advice:
        'Recommencez d’ici, plutôt que d’un favori ou d’un lien que l’on vous a envoyé. Si vous venez tout droit de la page de connexion, elle vous a peut-être refusé sans le dire : les responsables de ce site peuvent le savoir grâce à l’identifiant de la requête.',
    },
    sign_in_refused: {
      title: 'Vous n’avez pas été connecté',
      happened:
        'La page de connexion vous a renvoyé sans vous connecter. La connexion a été annulée, ou votre compte n’est pas admis ici.',
      advice: 'Recommencez, ou prenez un autre compte.',
    },
    not_signed_in: {
      title: 'Veuillez vous connecter',
      happened:
        'C’est réservé aux personnes connectées, et ce navigateur ne l’est pas, ou sa session a pris fin.',
      advice: 'Connectez-vous, et vous arriverez là où vous alliez.',
    },
    forbidden: {
      title: 'Ceci ne vous est pas ouvert',
      happened: 'Vous êtes connecté, mais il manque à votre compte le groupe ou l’autorisation demandés ici.',
      advice:
        'Demandez aux responsables de ce site de vous ajouter. Ensuite, déconnectez-vous et reconnectez-vous, pour que le changement soit pris en compte.',
    },
    recent_sign_in_required: {
      title: 'Veuillez confirmer que c’est bien vous',
      happened: 'Ceci demande une connexion des dernières minutes, et la vôtre est plus ancienne.',
      advice: 'Connectez-vous encore une fois, et vous arriverez là où vous alliez.',
    },
    authentication_level_required: {
      title: 'Ceci demande une connexion plus sûre',
      happened:
        'Ce que vous vouliez faire demande une connexion plus sûre ou plus récente que la vôtre, par exemple avec un second facteur, et la page de connexion n’en a pas apporté.',
      advice:
        'Recommencez, et servez-vous de votre second facteur quand il vous est demandé. Si vous n’en avez pas, configurez-en un d’abord, ou adressez-vous aux responsables de ce site.',
    },
    cross_site: {
      title: 'Cette demande venait d’un autre site',
      happened: 'Ce site n’accepte de changements que depuis ses propres pages ; rien n’a donc été fait.',
      advice: 'Ouvrez la page ici, et faites-le depuis là.',
    },
    too_many_requests: {
      title: 'C’était un peu rapide',
      happened: 'Trop de demandes sont venues de votre adresse en peu de temps.',
      advice: 'Attendez un moment, puis réessayez.',
    },
    pool_rejected: {
      title: 'La réponse n’était pas digne de confiance',
      happened:
        'Le service de connexion a donné une réponse qui n’a pas passé toutes les vérifications. Elle a été écartée, et n’a connecté personne.',
      advice: `Recommencez. ${tellThem}`,
    },
    pool_misconfigured: {
      title: 'Ce site ne peut connecter personne pour le moment',
      happened:
        'Le service de connexion et ce site ne sont pas réglés l’un pour l’autre ; cela arriverait donc à tout le monde. Vous n’y êtes pour rien, et votre compte n’a aucun problème.',
      advice: notSetUp.advice,
    },
    pool_unreachable: {
      title: 'Le service de connexion est injoignable',
      happened: 'Ce site a interrogé le service de connexion et n’a pas reçu de réponse utilisable.',
      advice: soonAgain,
    },
    pool_timeout: {
      title: 'Le service de connexion met trop de temps',
      happened:
        'Ce site a interrogé le service de connexion, a attendu, et a renoncé avant qu’une réponse n’arrive.',
      advice: soonAgain,
    },
    store_unreachable: {
      title: 'Ce site ne peut pas consulter ses sessions',
      happened: 'L’endroit où ce site retient qui est connecté ne répond pas pour le moment.',
      advice: soonAgain,
    },
  },
  byPoolError: {
    access_denied: {
      title: 'Vous n’avez pas été connecté',
      happened: 'La connexion a été annulée avant la fin, ou ce qui était demandé n’a pas été accepté.',
      advice: 'Recommencez si vous voulez vous connecter.',
    },
    account_just_linked: {
      title: 'Vos comptes viennent d’être réunis',
      happened:
        'Ce avec quoi vous êtes venu appartient désormais au compte que vous aviez ici. La connexion elle-même n’a pas abouti, et personne n’a été connecté.',
      advice: 'Recommencez : cela fonctionne à partir de la deuxième fois.',
    },
    ...poolErrorsAlike({ notLetIn, providerTrouble, unfinished }),
    ...identityPoolErrorsAlike(notSetUp),
    identity_pool_refuses_token: {
      title: 'AWS demande une connexion plus récente',
      happened:
        'AWS donne des identifiants pour une connexion en vigueur, et n’a pas accepté la vôtre. Il y a peut-être été mis fin ailleurs.',
      advice: `Connectez-vous encore une fois, et vous reviendrez ici. ${tellThem}`,
    },
    identity_pool_refuses_role: {
      title: 'Ce rôle n’est pas à votre disposition',
      happened: 'Des identifiants AWS ont été demandés avec un rôle qu’aucun de vos groupes ne possède.',
      advice: 'Laissez AWS choisir, ou prenez l’un des rôles que nomme votre page AWS.',
    },
    identity_pool_refuses_person: {
      title: 'AWS ne vous donne pas d’identifiants',
      happened: 'Vous êtes connecté, mais AWS ne donne pas d’identifiants à votre compte.',
      advice: 'Si vous pensez devoir en recevoir, adressez-vous aux responsables de ce site.',
    },
    identity_pool_login_taken: {
      title: 'AWS vous prend pour deux personnes',
      happened:
        'Votre connexion appartient déjà à une autre identité dans AWS, qui ne donne donc pas d’identifiants pour celle-ci.',
      advice:
        'Les responsables de ce site peuvent réunir les deux ; il leur faut le code et l’identifiant de la requête.',
    },
    identity_pool_throttles: {
      title: 'Trop d’identifiants sont demandés à AWS en même temps',
      happened: 'Il a été demandé plus d’identifiants qu’AWS n’en donne en un instant.',
      advice: soonAgain,
    },
    identity_pool_away: {
      title: 'AWS est injoignable',
      happened: 'Ce site a demandé vos identifiants à AWS et n’a pas reçu de réponse à temps.',
      advice: soonAgain,
    },
    identity_pool_answer_unusable: {
      title: 'La réponse d’AWS n’était pas utilisable',
      happened:
        'Ce site a demandé vos identifiants à AWS, et ce qui est revenu n’est pas ce qu’AWS enverrait.',
      advice: `Réessayez plus tard. ${tellThem}`,
    },
  },
  byReason: {
    sign_in_is_from_before: {
      title: 'La page de connexion a rapporté une ancienne connexion',
      happened:
        'Il a été mis fin aux connexions de ce compte, et ce qu’a rapporté la page de connexion date d’avant. Il lui a été demandé de vous connecter de nouveau, et elle ne l’a pas fait. Personne n’a donc été connecté.',
      advice:
        'Si vous vous connectez par un compte d’entreprise ou d’un autre fournisseur, déconnectez-vous d’abord là-bas. Recommencez ensuite, et saisissez votre mot de passe quand il vous est demandé.',
    },
    redirect_loop: {
      title: 'La connexion tourne en rond',
      happened:
        'Ce navigateur a été envoyé se connecter encore et encore, et ce site a donc cessé de le faire.',
      advice:
        'Vérifiez que les cookies sont autorisés pour ce site, fermez ses autres onglets, attendez une minute et réessayez.',
    },
  },
  byStatus: {
    400: {
      title: 'Cette demande n’a pas pu être lue',
      happened: 'Quelque chose dans l’adresse ou dans ce qui a été envoyé n’a pas pu être compris.',
      advice: fromHome,
    },
    404: {
      title: 'Cette page n’existe pas',
      happened:
        'L’adresse ne mène à rien sur ce site. Elle est peut-être mal saisie, ou la page n’est plus là.',
      advice: fromHome,
    },
    405: {
      title: 'Cela ne peut pas se faire ici',
      happened: 'L’adresse existe, mais n’accepte pas ce genre de demande.',
      advice: 'Ouvrez la page, et servez-vous de ce qu’elle propose.',
    },
    413: {
      title: 'C’était trop à la fois',
      happened: 'Ce qui a été envoyé est plus grand que ce que ce site accepte.',
      advice: 'Envoyez-en moins, ou partez de la page d’accueil.',
    },
    refused: {
      title: 'Cette demande a été refusée',
      happened: 'Ce site n’accepte pas la demande telle qu’elle a été envoyée.',
      advice: 'Partez de la page d’accueil.',
    },
    unexpected: {
      title: 'Un problème est survenu',
      happened:
        'Ce site a rencontré un problème que personne n’avait prévu. Il a été noté pour ses responsables.',
      advice:
        'Réessayez. Si cela se reproduit, donnez-leur l’identifiant de la requête qui figure ci-dessous.',
    },
  },
};
