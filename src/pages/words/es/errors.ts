import { identityPoolErrorsAlike, poolErrorsAlike } from '../alike.js';
import type { ErrorWords } from '../words.js';

const notSetUp = {
  title: 'Ahora mismo no hay credenciales de AWS',
  happened:
    'Este sitio y la parte de AWS que da credenciales no están ajustados el uno para el otro, así que le pasaría a cualquiera. Su sesión sigue abierta, y a su cuenta no le pasa nada.',
  advice:
    'Tienen que arreglarlo los responsables de este sitio, que encuentran qué cambiar en el registro, con el ID de la solicitud. Vuelva más tarde.',
};

const notLetIn = {
  title: 'Su cuenta no puede entrar aquí',
  happened:
    'El servicio de inicio de sesión conoce su cuenta, o podría crear una, pero aquí no la deja entrar.',
  advice: 'Use otra cuenta, o consulte a los responsables de este sitio.',
};

const providerTrouble = {
  title: 'El inicio de sesión con su otra cuenta no ha funcionado',
  happened:
    'Usted eligió iniciar sesión con otra cuenta, como la de una empresa, y no se pudo contactar con su inicio de sesión, o falló.',
  advice: 'Inténtelo de nuevo dentro de un momento, o inicie sesión de otra forma.',
};

const unfinished = {
  title: 'El servicio de inicio de sesión no pudo terminar',
  happened:
    'El servicio de inicio de sesión tuvo un problema propio y le envió de vuelta. No es culpa suya, y no se ha iniciado la sesión de nadie.',
  advice:
    'Empiece de nuevo dentro de un momento. Si ocurre dos veces, dé a los responsables de este sitio el código y el ID de la solicitud.',
};

const tellThem =
  'Si ocurre dos veces, los responsables de este sitio necesitan el código y el ID de la solicitud.';
const soonAgain = 'Inténtelo de nuevo dentro de un momento.';
const fromHome = 'Revise la dirección, o empiece por la página de inicio.';

export const errors: ErrorWords = {
  byCode: {
    sign_in_expired: {
      title: 'Ese inicio de sesión ha caducado',
      happened:
        'Usted volvió de la página de inicio de sesión, pero en este navegador ningún inicio de sesión espera esa respuesta. Ya se había usado, tardó más de diez minutos o empezó en otro navegador.',
      advice: 'Empiece de nuevo; es cosa de un momento. No se ha cambiado nada.',
    },
    sign_in_invalid: {
      title: 'Ese enlace de inicio de sesión está dañado',
      happened:
        'La dirección que le trajo de vuelta de la página de inicio de sesión no es de las que ella enviaría.',
      advice:
        'Empiece de nuevo desde aquí, y no desde un marcador o un enlace que le hayan enviado. Si viene directamente de la página de inicio de sesión, puede que le haya rechazado sin decirlo: los responsables de este sitio pueden averiguarlo con el ID de la solicitud.',
    },
    sign_in_refused: {
      title: 'No se ha iniciado su sesión',
      happened:
        'La página de inicio de sesión le envió de vuelta sin iniciar su sesión. El inicio de sesión se canceló, o su cuenta no puede entrar aquí.',
      advice: 'Empiece de nuevo, o use otra cuenta.',
    },
    not_signed_in: {
      title: 'Inicie sesión, por favor',
      happened:
        'Esto es solo para quien ha iniciado sesión, y en este navegador no hay ninguna abierta, o ha terminado.',
      advice: 'Inicie sesión, y llegará adonde iba.',
    },
    forbidden: {
      title: 'Esto no está abierto para usted',
      happened: 'Usted ha iniciado sesión, pero a su cuenta le falta el grupo o el permiso que se pide aquí.',
      advice:
        'Pida a los responsables de este sitio que le añadan. Después, cierre la sesión e iníciela de nuevo, para que el cambio se note.',
    },
    recent_sign_in_required: {
      title: 'Confirme que es usted, por favor',
      happened: 'Esto pide un inicio de sesión de los últimos minutos, y el suyo es más antiguo.',
      advice: 'Inicie sesión una vez más, y llegará adonde iba.',
    },
    authentication_level_required: {
      title: 'Esto necesita un inicio de sesión más seguro',
      happened:
        'Lo que quería hacer necesita un inicio de sesión más seguro o más reciente que el suyo, como uno con segundo factor, y la página de inicio de sesión no lo ha traído.',
      advice:
        'Empiece de nuevo, y use su segundo factor cuando se le pida. Si no tiene ninguno, configúrelo primero, o consulte a los responsables de este sitio.',
    },
    cross_site: {
      title: 'Esa solicitud vino de otro sitio',
      happened: 'Este sitio solo acepta cambios desde sus propias páginas, así que no se ha hecho nada.',
      advice: 'Abra aquí la página y hágalo desde ella.',
    },
    too_many_requests: {
      title: 'Ha ido demasiado rápido',
      happened: 'Desde su dirección han llegado demasiadas solicitudes en poco tiempo.',
      advice: 'Espere un momento e inténtelo de nuevo.',
    },
    pool_rejected: {
      title: 'La respuesta no era de fiar',
      happened:
        'El servicio de inicio de sesión dio una respuesta que no superó todas las comprobaciones, así que se descartó. No ha iniciado la sesión de nadie.',
      advice: `Empiece de nuevo. ${tellThem}`,
    },
    pool_misconfigured: {
      title: 'Ahora mismo nadie puede iniciar sesión en este sitio',
      happened:
        'El servicio de inicio de sesión y este sitio no están ajustados el uno para el otro, así que le pasaría a cualquiera. No es culpa suya, y a su cuenta no le pasa nada.',
      advice: notSetUp.advice,
    },
    pool_unreachable: {
      title: 'No se puede contactar con el servicio de inicio de sesión',
      happened: 'Este sitio preguntó al servicio de inicio de sesión y no recibió una respuesta utilizable.',
      advice: soonAgain,
    },
    pool_timeout: {
      title: 'El servicio de inicio de sesión tarda demasiado',
      happened:
        'Este sitio preguntó al servicio de inicio de sesión, esperó y lo dejó antes de que llegara una respuesta.',
      advice: soonAgain,
    },
    store_unreachable: {
      title: 'Este sitio no puede consultar sus sesiones',
      happened: 'El lugar donde este sitio recuerda quién ha iniciado sesión no responde ahora mismo.',
      advice: soonAgain,
    },
  },
  byPoolError: {
    access_denied: {
      title: 'No se ha iniciado su sesión',
      happened: 'El inicio de sesión se canceló antes de terminar, o no se aceptó lo que se pedía.',
      advice: 'Empiece de nuevo si quiere iniciar sesión.',
    },
    account_just_linked: {
      title: 'Sus cuentas se acaban de unir',
      happened:
        'La cuenta con la que vino pertenece desde ahora a la que ya tenía aquí. El inicio de sesión en sí no llegó a término, y no se ha iniciado la sesión de nadie.',
      advice: 'Empiece de nuevo: funciona a partir de la segunda vez.',
    },
    ...poolErrorsAlike({ notLetIn, providerTrouble, unfinished }),
    ...identityPoolErrorsAlike(notSetUp),
    identity_pool_refuses_token: {
      title: 'AWS pide un inicio de sesión más reciente',
      happened:
        'AWS da credenciales a cambio de una sesión en vigor, y no ha aceptado la suya. Quizá se terminó en otro lugar.',
      advice: `Inicie sesión una vez más, y volverá aquí. ${tellThem}`,
    },
    identity_pool_refuses_role: {
      title: 'Ese rol no está a su disposición',
      happened: 'Se pidieron credenciales de AWS con un rol que ninguno de sus grupos tiene.',
      advice: 'Deje que elija AWS, o tome uno de los roles que nombra su página de AWS.',
    },
    identity_pool_refuses_person: {
      title: 'AWS no le da credenciales',
      happened: 'Usted ha iniciado sesión, pero AWS no da credenciales a su cuenta.',
      advice: 'Si cree que debería tenerlas, consulte a los responsables de este sitio.',
    },
    identity_pool_login_taken: {
      title: 'AWS le toma por dos personas',
      happened:
        'En AWS, su inicio de sesión ya pertenece a otra identidad, así que no da credenciales para esta.',
      advice:
        'Los responsables de este sitio pueden unir las dos, y necesitan el código y el ID de la solicitud.',
    },
    identity_pool_throttles: {
      title: 'Se piden a AWS demasiadas credenciales a la vez',
      happened: 'Se pidieron más credenciales de las que AWS da en un momento.',
      advice: soonAgain,
    },
    identity_pool_away: {
      title: 'No se puede contactar con AWS',
      happened: 'Este sitio pidió a AWS sus credenciales y no recibió respuesta a tiempo.',
      advice: soonAgain,
    },
    identity_pool_answer_unusable: {
      title: 'La respuesta de AWS no se pudo usar',
      happened: 'Este sitio pidió a AWS sus credenciales, y lo que volvió no es lo que AWS enviaría.',
      advice: `Inténtelo de nuevo más tarde. ${tellThem}`,
    },
  },
  byReason: {
    sign_in_is_from_before: {
      title: 'La página de inicio de sesión ha traído una sesión antigua',
      happened:
        'Las sesiones de esta cuenta se terminaron, y lo que trajo la página de inicio de sesión es de antes. Se le pidió que iniciara su sesión de nuevo, y no lo hizo. Por eso no se ha iniciado la sesión de nadie.',
      advice:
        'Si inicia sesión con una cuenta de empresa o de otro proveedor, cierre sesión allí primero. Después empiece de nuevo, y escriba su contraseña cuando se le pida.',
    },
    redirect_loop: {
      title: 'El inicio de sesión da vueltas sin fin',
      happened:
        'Este navegador se ha enviado a iniciar sesión una y otra vez, así que este sitio ha dejado de hacerlo.',
      advice:
        'Compruebe que las cookies están permitidas para este sitio, cierre sus otras pestañas, espere un minuto e inténtelo de nuevo.',
    },
  },
  byStatus: {
    400: {
      title: 'Esa solicitud no se pudo leer',
      happened: 'Algo de la dirección o de lo que se envió no se pudo entender.',
      advice: fromHome,
    },
    404: {
      title: 'Esa página no existe',
      happened:
        'La dirección no lleva a nada en este sitio. Puede que esté mal escrita, o que la página ya no exista.',
      advice: fromHome,
    },
    405: {
      title: 'Eso no se puede hacer aquí',
      happened: 'La dirección existe, pero no acepta este tipo de solicitud.',
      advice: 'Abra la página y use lo que ofrece.',
    },
    413: {
      title: 'Era demasiado de una vez',
      happened: 'Lo que se envió es mayor de lo que acepta este sitio.',
      advice: 'Envíe menos, o empiece por la página de inicio.',
    },
    refused: {
      title: 'Esa solicitud se ha rechazado',
      happened: 'Este sitio no acepta la solicitud tal como se envió.',
      advice: 'Empiece por la página de inicio.',
    },
    unexpected: {
      title: 'Algo ha salido mal',
      happened:
        'Este sitio ha tenido un problema que nadie había previsto. Queda anotado para sus responsables.',
      advice: 'Inténtelo de nuevo. Si ocurre dos veces, deles el ID de la solicitud que figura abajo.',
    },
  },
};
