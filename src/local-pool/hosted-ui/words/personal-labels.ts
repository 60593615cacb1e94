import type { Language } from './language.js';

/** Standard attributes that say more about somebody than names and the e-mail address do. */
export type PersonalAttribute =
  | 'phone_number'
  | 'address'
  | 'birthdate'
  | 'gender'
  | 'locale'
  | 'zoneinfo'
  | 'website'
  | 'picture'
  | 'profile';

/** What they are called on a form. */
export const personalLabels: Readonly<Record<PersonalAttribute, Readonly<Record<Language, string>>>> = {
  phone_number: {
    'de': 'Telefonnummer',
    'en': 'Phone number',
    'es': 'Número de teléfono',
    'fr': 'Numéro de téléphone',
    'id': 'Nomor telepon',
    'it': 'Numero di telefono',
    'ja': '電話番号',
    'ko': '전화번호',
    'pt-BR': 'Número de telefone',
    'zh-CN': '电话号码',
    'zh-TW': '電話號碼',
  },
  address: {
    'de': 'Anschrift',
    'en': 'Address',
    'es': 'Dirección postal',
    'fr': 'Adresse postale',
    'id': 'Alamat',
    'it': 'Indirizzo',
    'ja': '住所',
    'ko': '주소',
    'pt-BR': 'Endereço',
    'zh-CN': '地址',
    'zh-TW': '地址',
  },
  birthdate: {
    'de': 'Geburtsdatum',
    'en': 'Date of birth',
    'es': 'Fecha de nacimiento',
    'fr': 'Date de naissance',
    'id': 'Tanggal lahir',
    'it': 'Data di nascita',
    'ja': '生年月日',
    'ko': '생년월일',
    'pt-BR': 'Data de nascimento',
    'zh-CN': '出生日期',
    'zh-TW': '出生日期',
  },
  gender: {
    'de': 'Geschlecht',
    'en': 'Gender',
    'es': 'Género',
    'fr': 'Genre',
    'id': 'Jenis kelamin',
    'it': 'Genere',
    'ja': '性別',
    'ko': '성별',
    'pt-BR': 'Gênero',
    'zh-CN': '性别',
    'zh-TW': '性別',
  },
  locale: {
    'de': 'Sprache',
    'en': 'Language',
    'es': 'Idioma',
    'fr': 'Langue',
    'id': 'Bahasa',
    'it': 'Lingua',
    'ja': '言語',
    'ko': '언어',
    'pt-BR': 'Idioma',
    'zh-CN': '语言',
    'zh-TW': '語言',
  },
  zoneinfo: {
    'de': 'Zeitzone',
    'en': 'Time zone',
    'es': 'Zona horaria',
    'fr': 'Fuseau horaire',
    'id': 'Zona waktu',
    'it': 'Fuso orario',
    'ja': 'タイムゾーン',
    'ko': '시간대',
    'pt-BR': 'Fuso horário',
    'zh-CN': '时区',
    'zh-TW': '時區',
  },
  website: {
    'de': 'Internetseite',
    'en': 'Website',
    'es': 'Sitio web',
    'fr': 'Site web',
    'id': 'Situs web',
    'it': 'Sito web',
    'ja': 'ウェブサイト',
    'ko': '웹사이트',
    'pt-BR': 'Site',
    'zh-CN': '网站',
    'zh-TW': '網站',
  },
  picture: {
    'de': 'Adresse eines Bildes',
    'en': 'Picture address',
    'es': 'Dirección de una imagen',
    'fr': 'Adresse d’une photo',
    'id': 'Alamat gambar',
    'it': 'Indirizzo di un’immagine',
    'ja': '画像の URL',
    'ko': '사진 주소',
    'pt-BR': 'Endereço de uma imagem',
    'zh-CN': '图片网址',
    'zh-TW': '圖片網址',
  },
  profile: {
    'de': 'Adresse der Profilseite',
    'en': 'Profile page address',
    'es': 'Dirección del perfil',
    'fr': 'Adresse du profil',
    'id': 'Alamat halaman profil',
    'it': 'Indirizzo del profilo',
    'ja': 'プロフィールの URL',
    'ko': '프로필 주소',
    'pt-BR': 'Endereço do perfil',
    'zh-CN': '个人资料网址',
    'zh-TW': '個人資料網址',
  },
};
