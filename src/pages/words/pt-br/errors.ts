import { identityPoolErrorsAlike, poolErrorsAlike } from '../alike.js';
import type { ErrorWords } from '../words.js';

const notSetUp = {
  title: 'Não há credenciais da AWS no momento',
  happened:
    'Este site e a parte da AWS que dá credenciais não estão configurados um para o outro, então isso aconteceria com qualquer pessoa. Sua sessão continua aberta, e não há nada de errado com sua conta.',
  advice:
    'Quem administra este site precisa resolver isso, e encontra o que mudar no log, pelo ID da solicitação. Volte mais tarde.',
};

const notLetIn = {
  title: 'Sua conta não pode entrar aqui',
  happened: 'O serviço de login conhece sua conta, ou poderia criar uma, mas não a deixa entrar aqui.',
  advice: 'Use outra conta ou fale com quem administra este site.',
};

const providerTrouble = {
  title: 'O login com sua outra conta não funcionou',
  happened:
    'Você escolheu entrar por outra conta, como a de uma empresa, e não foi possível contatar o login dela, ou ele falhou.',
  advice: 'Tente de novo daqui a pouco ou entre de outra forma.',
};

const unfinished = {
  title: 'O serviço de login não conseguiu terminar',
  happened:
    'O serviço de login teve um problema próprio e mandou você de volta. Não é culpa sua, e ninguém entrou.',
  advice:
    'Comece de novo daqui a pouco. Se acontecer duas vezes, informe o código e o ID da solicitação a quem administra este site.',
};

const tellThem =
  'Se acontecer duas vezes, quem administra este site precisa do código e do ID da solicitação.';
const soonAgain = 'Tente de novo daqui a pouco.';
const fromHome = 'Confira o endereço ou comece pela página inicial.';

export const errors: ErrorWords = {
  byCode: {
    sign_in_expired: {
      title: 'Esse login expirou',
      happened:
        'Você voltou da página de login, mas neste navegador nenhum login espera por essa resposta. Ele já foi usado, levou mais de dez minutos ou começou em outro navegador.',
      advice: 'Comece de novo; é rápido. Nada foi alterado.',
    },
    sign_in_invalid: {
      title: 'Esse link de login está danificado',
      happened: 'O endereço que trouxe você de volta da página de login não é um que ela enviaria.',
      advice:
        'Comece de novo a partir daqui, e não de um favorito ou de um link que alguém enviou. Se você veio direto da página de login, ela pode ter recusado você sem dizer: quem administra este site pode descobrir com o ID da solicitação.',
    },
    sign_in_refused: {
      title: 'Você não entrou',
      happened:
        'A página de login mandou você de volta sem fazer seu login. O login foi cancelado, ou sua conta não pode entrar aqui.',
      advice: 'Comece de novo ou use outra conta.',
    },
    not_signed_in: {
      title: 'Entre, por favor',
      happened: 'Isto é só para quem entrou, e neste navegador não há nenhuma sessão, ou ela terminou.',
      advice: 'Entre, e você chegará aonde estava indo.',
    },
    forbidden: {
      title: 'Isto não está aberto para você',
      happened: 'Você entrou, mas falta à sua conta o grupo ou a permissão que se pede aqui.',
      advice:
        'Peça a quem administra este site que adicione você. Depois saia e entre de novo, para que a alteração apareça.',
    },
    recent_sign_in_required: {
      title: 'Confirme que é você, por favor',
      happened: 'Isto pede um login dos últimos minutos, e o seu é mais antigo.',
      advice: 'Entre mais uma vez, e você chegará aonde estava indo.',
    },
    authentication_level_required: {
      title: 'Isto precisa de um login mais seguro',
      happened:
        'O que você pediu precisa de um login mais seguro ou mais recente do que o seu, como um com segundo fator, e a página de login não trouxe um assim.',
      advice:
        'Comece de novo e use seu segundo fator quando ele for pedido. Se você não tem um, configure-o primeiro ou fale com quem administra este site.',
    },
    cross_site: {
      title: 'Essa solicitação veio de outro site',
      happened: 'Este site só aceita alterações das próprias páginas, então nada foi feito.',
      advice: 'Abra a página aqui e faça isso a partir dela.',
    },
    too_many_requests: {
      title: 'Foi um pouco rápido demais',
      happened: 'Chegaram solicitações demais do seu endereço em pouco tempo.',
      advice: 'Aguarde um momento e tente de novo.',
    },
    pool_rejected: {
      title: 'Não foi possível confiar na resposta',
      happened:
        'O serviço de login deu uma resposta que não passou em todas as verificações, então ela foi descartada. Ninguém entrou com ela.',
      advice: `Comece de novo. ${tellThem}`,
    },
    pool_misconfigured: {
      title: 'Ninguém consegue entrar neste site no momento',
      happened:
        'O serviço de login e este site não estão configurados um para o outro, então isso aconteceria com qualquer pessoa. Não é culpa sua, e não há nada de errado com sua conta.',
      advice: notSetUp.advice,
    },
    pool_unreachable: {
      title: 'Não é possível contatar o serviço de login',
      happened: 'Este site consultou o serviço de login e não recebeu uma resposta que pudesse usar.',
      advice: soonAgain,
    },
    pool_timeout: {
      title: 'O serviço de login está demorando demais',
      happened: 'Este site consultou o serviço de login, esperou e desistiu antes de chegar uma resposta.',
      advice: soonAgain,
    },
    store_unreachable: {
      title: 'Este site não consegue consultar suas sessões',
      happened: 'O lugar em que este site lembra quem entrou não responde no momento.',
      advice: soonAgain,
    },
  },
  byPoolError: {
    access_denied: {
      title: 'Você não entrou',
      happened: 'O login foi cancelado antes de terminar, ou o que se pedia não foi aceito.',
      advice: 'Comece de novo se quiser entrar.',
    },
    account_just_linked: {
      title: 'Suas contas acabaram de ser unidas',
      happened:
        'A conta com que você veio pertence, a partir de agora, à que você já tinha aqui. O login em si não foi concluído, e ninguém entrou.',
      advice: 'Comece de novo: a partir da segunda vez, funciona.',
    },
    ...poolErrorsAlike({ notLetIn, providerTrouble, unfinished }),
    ...identityPoolErrorsAlike(notSetUp),
    identity_pool_refuses_token: {
      title: 'A AWS pede um login mais recente',
      happened:
        'A AWS dá credenciais para uma sessão em vigor, e não aceitou a sua. Talvez ela tenha sido encerrada em outro lugar.',
      advice: `Entre mais uma vez, e você voltará para cá. ${tellThem}`,
    },
    identity_pool_refuses_role: {
      title: 'Essa função não está disponível para você',
      happened: 'Foram pedidas credenciais da AWS com uma função que nenhum dos seus grupos tem.',
      advice: 'Deixe a AWS escolher ou use uma das funções que sua página da AWS mostra.',
    },
    identity_pool_refuses_person: {
      title: 'A AWS não dá credenciais a você',
      happened: 'Você entrou, mas a AWS não dá credenciais à sua conta.',
      advice: 'Se você acha que deveria tê-las, fale com quem administra este site.',
    },
    identity_pool_login_taken: {
      title: 'A AWS conhece você como duas pessoas',
      happened: 'Na AWS, seu login já pertence a outra identidade, então ela não dá credenciais para esta.',
      advice: 'Quem administra este site pode unir as duas, e precisa do código e do ID da solicitação.',
    },
    identity_pool_throttles: {
      title: 'Estão pedindo credenciais demais à AWS de uma vez',
      happened: 'Foram pedidas mais credenciais do que a AWS dá em um momento.',
      advice: soonAgain,
    },
    identity_pool_away: {
      title: 'Não é possível contatar a AWS',
      happened: 'Este site pediu suas credenciais à AWS e não recebeu resposta a tempo.',
      advice: soonAgain,
    },
    identity_pool_answer_unusable: {
      title: 'Não foi possível usar a resposta da AWS',
      happened: 'Este site pediu suas credenciais à AWS, e o que voltou não é o que a AWS enviaria.',
      advice: `Tente de novo mais tarde. ${tellThem}`,
    },
  },
  byReason: {
    sign_in_is_from_before: {
      title: 'A página de login trouxe de volta uma sessão antiga',
      happened:
        'As sessões desta conta foram encerradas, e o que a página de login trouxe é de antes disso. Ela recebeu o pedido de fazer seu login de novo, e não fez. Por isso, ninguém entrou.',
      advice:
        'Se você entra por uma conta de empresa ou de outro provedor, saia lá primeiro. Depois comece de novo e digite sua senha quando ela for pedida.',
    },
    redirect_loop: {
      title: 'O login não para de andar em círculos',
      happened:
        'Este navegador foi mandado para o login várias e várias vezes, então este site parou de fazer isso.',
      advice:
        'Veja se os cookies são permitidos para este site, feche as outras abas dele, aguarde um minuto e tente de novo.',
    },
  },
  byStatus: {
    400: {
      title: 'Não foi possível ler essa solicitação',
      happened: 'Não foi possível entender algo no endereço ou no que foi enviado.',
      advice: fromHome,
    },
    404: {
      title: 'Essa página não existe',
      happened:
        'O endereço não leva a nada neste site. Talvez tenha sido digitado errado, ou a página não exista mais.',
      advice: fromHome,
    },
    405: {
      title: 'Isso não pode ser feito aqui',
      happened: 'O endereço existe, mas não aceita esse tipo de solicitação.',
      advice: 'Abra a página e use o que ela oferece.',
    },
    413: {
      title: 'Foi demais de uma vez',
      happened: 'O que foi enviado é maior do que este site aceita.',
      advice: 'Envie menos ou comece pela página inicial.',
    },
    refused: {
      title: 'Essa solicitação foi recusada',
      happened: 'Este site não aceita a solicitação como foi enviada.',
      advice: 'Comece pela página inicial.',
    },
    unexpected: {
      title: 'Algo deu errado',
      happened:
        'Este site teve um problema que ninguém tinha previsto. Ele foi anotado para quem o administra.',
      advice:
        'Tente de novo. Se acontecer duas vezes, informe a quem administra o site o ID da solicitação abaixo.',
    },
  },
};
