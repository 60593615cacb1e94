import { identityPoolErrorsAlike, poolErrorsAlike } from '../alike.js';
import type { ErrorWords } from '../words.js';

const notSetUp = {
  title: 'AWS-Zugangsdaten gibt es gerade nicht',
  happened:
    'Diese Website und der Teil von AWS, der Zugangsdaten ausgibt, sind nicht aufeinander eingestellt; es ginge also allen so. Sie bleiben angemeldet, und mit Ihrem Konto ist alles in Ordnung.',
  advice:
    'Wer diese Website betreibt, muss das beheben und findet im Log unter der Anfrage-ID, was zu ändern ist. Kommen Sie später wieder.',
};

const notLetIn = {
  title: 'Ihr Konto wird hier nicht eingelassen',
  happened: 'Der Anmeldedienst kennt Ihr Konto oder könnte eines anlegen, lässt es hier aber nicht ein.',
  advice: 'Nehmen Sie ein anderes Konto, oder fragen Sie, wer diese Website betreibt.',
};

const providerTrouble = {
  title: 'Die Anmeldung bei Ihrem anderen Konto hat nicht geklappt',
  happened:
    'Sie wollten sich über ein anderes Konto anmelden, etwa das einer Firma. Dessen Anmeldung war nicht zu erreichen oder ist fehlgeschlagen.',
  advice: 'Versuchen Sie es gleich noch einmal, oder melden Sie sich auf andere Weise an.',
};

const unfinished = {
  title: 'Der Anmeldedienst kam nicht zum Ende',
  happened:
    'Der Anmeldedienst hatte selbst ein Problem und hat Sie zurückgeschickt. Es liegt nicht an Ihnen, und niemand wurde angemeldet.',
  advice:
    'Beginnen Sie gleich noch einmal. Wenn es zweimal vorkommt, nennen Sie denen, die diese Website betreiben, den Code und die Anfrage-ID.',
};

const tellThem =
  'Wenn es zweimal vorkommt, brauchen die, die diese Website betreiben, den Code und die Anfrage-ID.';
const soonAgain = 'Versuchen Sie es gleich noch einmal.';
const fromHome = 'Prüfen Sie die Adresse, oder gehen Sie von der Startseite aus.';

export const errors: ErrorWords = {
  byCode: {
    sign_in_expired: {
      title: 'Diese Anmeldung gilt nicht mehr',
      happened:
        'Sie kamen von der Anmeldeseite zurück, aber in diesem Browser wartet keine Anmeldung auf diese Antwort. Sie wurde schon verwendet, hat länger als zehn Minuten gedauert oder in einem anderen Browser begonnen.',
      advice: 'Beginnen Sie neu; das geht schnell. Geändert wurde nichts.',
    },
    sign_in_invalid: {
      title: 'Dieser Anmeldelink ist beschädigt',
      happened:
        'Die Adresse, die Sie von der Anmeldeseite zurückgebracht hat, ist keine, die sie schicken würde.',
      advice:
        'Beginnen Sie von hier aus neu, nicht über ein Lesezeichen oder einen zugeschickten Link. Wenn Sie direkt von der Anmeldeseite kamen, hat sie Sie vielleicht abgewiesen, ohne es zu sagen: Wer diese Website betreibt, findet das mit der Anfrage-ID heraus.',
    },
    sign_in_refused: {
      title: 'Sie wurden nicht angemeldet',
      happened:
        'Die Anmeldeseite hat Sie zurückgeschickt, ohne Sie anzumelden. Die Anmeldung wurde abgebrochen, oder Ihr Konto wird hier nicht eingelassen.',
      advice: 'Beginnen Sie neu, oder nehmen Sie ein anderes Konto.',
    },
    not_signed_in: {
      title: 'Bitte melden Sie sich an',
      happened:
        'Das ist nur für Angemeldete, und dieser Browser ist nicht angemeldet, oder seine Sitzung ist beendet.',
      advice: 'Melden Sie sich an; danach geht es dort weiter, wohin Sie wollten.',
    },
    forbidden: {
      title: 'Das ist für Sie nicht offen',
      happened:
        'Sie sind angemeldet, aber Ihrem Konto fehlt die Gruppe oder das Recht, das hier verlangt wird.',
      advice:
        'Bitten Sie die, die diese Website betreiben, darum. Melden Sie sich danach ab und wieder an, damit die Änderung wirkt.',
    },
    recent_sign_in_required: {
      title: 'Bitte bestätigen Sie, dass Sie es sind',
      happened: 'Hierfür ist eine Anmeldung aus den letzten Minuten nötig, und Ihre ist älter.',
      advice: 'Melden Sie sich noch einmal an; danach geht es dort weiter, wohin Sie wollten.',
    },
    authentication_level_required: {
      title: 'Hierfür ist eine stärkere Anmeldung nötig',
      happened:
        'Was Sie wollten, verlangt eine stärkere oder neuere Anmeldung als Ihre, etwa mit einem zweiten Faktor, und die Anmeldeseite hat keine gebracht.',
      advice:
        'Beginnen Sie neu, und verwenden Sie Ihren zweiten Faktor, wenn danach gefragt wird. Wenn Sie keinen haben, richten Sie zuerst einen ein, oder fragen Sie, wer diese Website betreibt.',
    },
    cross_site: {
      title: 'Diese Anfrage kam von einer anderen Website',
      happened:
        'Änderungen nimmt diese Website nur von ihren eigenen Seiten an. Es ist also nichts geschehen.',
      advice: 'Öffnen Sie die Seite hier, und tun Sie es von dort aus.',
    },
    too_many_requests: {
      title: 'Das war etwas zu schnell',
      happened: 'Von Ihrer Adresse kamen in kurzer Zeit zu viele Anfragen.',
      advice: 'Warten Sie einen Augenblick, und versuchen Sie es noch einmal.',
    },
    pool_rejected: {
      title: 'Der Antwort war nicht zu trauen',
      happened:
        'Der Anmeldedienst gab eine Antwort, die nicht jede Prüfung bestand. Sie wurde verworfen, und niemand wurde damit angemeldet.',
      advice: `Beginnen Sie neu. ${tellThem}`,
    },
    pool_misconfigured: {
      title: 'Diese Website kann gerade niemanden anmelden',
      happened:
        'Der Anmeldedienst und diese Website sind nicht aufeinander eingestellt; es ginge also allen so. Es liegt nicht an Ihnen, und mit Ihrem Konto ist alles in Ordnung.',
      advice: notSetUp.advice,
    },
    pool_unreachable: {
      title: 'Der Anmeldedienst ist nicht zu erreichen',
      happened: 'Diese Website hat beim Anmeldedienst gefragt und keine brauchbare Antwort bekommen.',
      advice: soonAgain,
    },
    pool_timeout: {
      title: 'Der Anmeldedienst braucht zu lange',
      happened:
        'Diese Website hat beim Anmeldedienst gefragt, gewartet und aufgegeben, bevor eine Antwort kam.',
      advice: soonAgain,
    },
    store_unreachable: {
      title: 'Diese Website kann ihre Sitzungen nicht nachsehen',
      happened: 'Der Ort, an dem sich diese Website merkt, wer angemeldet ist, antwortet gerade nicht.',
      advice: soonAgain,
    },
  },
  byPoolError: {
    access_denied: {
      title: 'Sie wurden nicht angemeldet',
      happened: 'Die Anmeldung wurde vorher abgebrochen, oder dem Verlangten wurde nicht zugestimmt.',
      advice: 'Beginnen Sie neu, wenn Sie sich anmelden möchten.',
    },
    account_just_linked: {
      title: 'Ihre Konten wurden gerade verbunden',
      happened:
        'Womit Sie kamen, gehört von jetzt an zu dem Konto, das Sie hier schon hatten. Die Anmeldung selbst kam nicht zustande, und niemand wurde angemeldet.',
      advice: 'Beginnen Sie neu: Ab dem zweiten Mal klappt es.',
    },
    ...poolErrorsAlike({ notLetIn, providerTrouble, unfinished }),
    ...identityPoolErrorsAlike(notSetUp),
    identity_pool_refuses_token: {
      title: 'AWS verlangt eine neuere Anmeldung',
      happened:
        'AWS gibt Zugangsdaten für eine Anmeldung, die in Kraft ist, und hat Ihre nicht angenommen. Vielleicht wurde sie anderswo beendet.',
      advice: `Melden Sie sich noch einmal an; danach kommen Sie hierher zurück. ${tellThem}`,
    },
    identity_pool_refuses_role: {
      title: 'Diese Rolle steht Ihnen nicht zu',
      happened: 'AWS-Zugangsdaten wurden mit einer Rolle verlangt, die keine Ihrer Gruppen hat.',
      advice: 'Überlassen Sie AWS die Wahl, oder nehmen Sie eine der Rollen, die Ihre AWS-Seite nennt.',
    },
    identity_pool_refuses_person: {
      title: 'AWS gibt Ihnen keine Zugangsdaten',
      happened: 'Sie sind angemeldet, aber AWS gibt Ihrem Konto keine Zugangsdaten.',
      advice: 'Wenn Sie meinen, dass Sie welche haben sollten, fragen Sie, wer diese Website betreibt.',
    },
    identity_pool_login_taken: {
      title: 'AWS kennt Sie als zwei Personen',
      happened:
        'Ihre Anmeldung gehört bei AWS schon zu einer anderen Identität; für diese gibt es deshalb keine Zugangsdaten.',
      advice:
        'Wer diese Website betreibt, kann beide verbinden und braucht dafür den Code und die Anfrage-ID.',
    },
    identity_pool_throttles: {
      title: 'AWS wird um zu viele Zugangsdaten auf einmal gebeten',
      happened: 'Es wurden mehr Zugangsdaten verlangt, als AWS in einem Augenblick ausgibt.',
      advice: soonAgain,
    },
    identity_pool_away: {
      title: 'AWS ist nicht zu erreichen',
      happened:
        'Diese Website hat AWS um Ihre Zugangsdaten gebeten und nicht rechtzeitig eine Antwort bekommen.',
      advice: soonAgain,
    },
    identity_pool_answer_unusable: {
      title: 'Die Antwort von AWS war nicht zu gebrauchen',
      happened:
        'Diese Website hat AWS um Ihre Zugangsdaten gebeten, und was zurückkam, ist nicht, was AWS schicken würde.',
      advice: `Versuchen Sie es später noch einmal. ${tellThem}`,
    },
  },
  byReason: {
    sign_in_is_from_before: {
      title: 'Die Anmeldeseite hat eine alte Anmeldung gebracht',
      happened:
        'Die Anmeldungen dieses Kontos wurden beendet, und was die Anmeldeseite gebracht hat, ist von vorher. Sie wurde gebeten, Sie neu anzumelden, und hat es nicht getan. Niemand wurde also angemeldet.',
      advice:
        'Wenn Sie sich mit einem Firmenkonto oder bei einem anderen Anbieter anmelden, melden Sie sich zuerst dort ab. Beginnen Sie dann neu, und geben Sie Ihr Passwort ein, wenn danach gefragt wird.',
    },
    redirect_loop: {
      title: 'Die Anmeldung dreht sich im Kreis',
      happened:
        'Dieser Browser wurde immer wieder zur Anmeldung geschickt. Diese Website hat deshalb damit aufgehört.',
      advice:
        'Sehen Sie nach, ob Cookies für diese Website erlaubt sind, schließen Sie ihre anderen Tabs, warten Sie eine Minute, und versuchen Sie es noch einmal.',
    },
  },
  byStatus: {
    400: {
      title: 'Diese Anfrage war nicht zu lesen',
      happened: 'Etwas an der Adresse oder an dem, was geschickt wurde, war nicht zu verstehen.',
      advice: fromHome,
    },
    404: {
      title: 'Diese Seite gibt es nicht',
      happened:
        'Die Adresse führt zu nichts auf dieser Website. Vielleicht ist sie vertippt, oder die Seite ist nicht mehr da.',
      advice: fromHome,
    },
    405: {
      title: 'Das geht hier nicht',
      happened: 'Die Adresse gibt es, aber sie nimmt diese Art von Anfrage nicht an.',
      advice: 'Öffnen Sie die Seite, und verwenden Sie, was sie anbietet.',
    },
    413: {
      title: 'Das war zu viel auf einmal',
      happened: 'Was geschickt wurde, ist größer, als diese Website annimmt.',
      advice: 'Schicken Sie weniger, oder gehen Sie von der Startseite aus.',
    },
    refused: {
      title: 'Diese Anfrage wurde abgewiesen',
      happened: 'Diese Website nimmt die Anfrage so, wie sie geschickt wurde, nicht an.',
      advice: 'Gehen Sie von der Startseite aus.',
    },
    unexpected: {
      title: 'Etwas ist schiefgegangen',
      happened:
        'Diese Website hatte ein Problem, mit dem niemand gerechnet hat. Es ist für die notiert, die sie betreiben.',
      advice:
        'Versuchen Sie es noch einmal. Wenn es zweimal vorkommt, nennen Sie ihnen die Anfrage-ID, die unten steht.',
    },
  },
};
