/** What a column that should not be stored tells about a person. */
export type ContactKind = 'name' | 'email' | 'phone' | 'address' | 'birth-date' | 'ip-address' | 'identity-number';

/**
 * Does a column look like a name or contact detail, and like which?
 *
 * By its name: it consists of words for such a detail, in one of a dozen languages, and of words that say whose
 * it is or which one (`first name`, `E-Mail-Adresse`, `Telefon 2`, `RecipientEmail`). Any other word beside them
 * makes it something else, as in `model name`, `user_id` or `email_use`.
 *
 * By its cells: any that holds an e-mail address, or a telephone number with its country; half that are other
 * telephone numbers, postal or network addresses;
 * three or more that are all dates and lie more than ten years apart, as birthdays do; five or more of which four
 * fifths are written like first and last names and nearly all differ.
 *
 * It is a question to whoever brings the table, not a proof: a name in a longer text is not found.
 */
export function contactKindOf(column: string, cells: readonly string[]): ContactKind | null {
  return kindByName(column) ?? kindByCells(cells.map((cell) => cell.trim()).filter((cell) => cell !== ''));
}

/** Words for a detail. Several words that belong together are joined by a blank. */
const wordsFor: Readonly<Record<ContactKind, readonly string[]>> = {
  email: ['email', 'e mail', 'mail', 'emailadresse', 'mailadresse', 'mail address', 'courriel', 'correo', 'correo electronico', 'メール', 'メールアドレス', '邮箱', '电子邮件', '이메일', 'почта', 'электронная почта', 'بريد'],
  phone: ['phone', 'telephone', 'tel', 'telefon', 'telefono', 'telefone', 'telefoon', 'telefonnummer', 'mobile', 'mobil', 'mobilnummer', 'handynummer', 'movil', 'celular', 'cell phone', 'cellphone', 'whatsapp', 'fax', '电话', '手机', '電話', '電話番号', '전화', 'телефон', 'هاتف'],
  'ip-address': ['ip', 'ipv4', 'ipv6', 'ipaddress', 'ipadresse', 'remote address'],
  'birth-date': ['dob', 'birthdate', 'birthday', 'birth date', 'birth day', 'date of birth', 'day of birth', 'geburtsdatum', 'geburtstag', 'date de naissance', 'fecha de nacimiento', 'data di nascita', 'data de nascimento', 'geboortedatum', 'data urodzenia', '生年月日', '出生日期', 'дата рождения'],
  name: ['name', 'fullname', 'firstname', 'lastname', 'surname', 'forename', 'familyname', 'username', 'nickname', 'vorname', 'nachname', 'familienname', 'nom', 'prenom', 'nombre', 'apellido', 'apellidos', 'nome', 'cognome', 'sobrenome', 'naam', 'voornaam', 'achternaam', 'imie', 'nazwisko', 'namn', 'fornamn', 'efternamn', 'navn', 'fornavn', 'efternavn', '姓名', '名前', '氏名', '이름', 'имя', 'фамилия', 'الاسم', 'שם'],
  address: ['address', 'adresse', 'anschrift', 'street', 'strasse', 'hausnummer', 'house number', 'postcode', 'zip', 'zipcode', 'zip code', 'postal code', 'post code', 'plz', 'postleitzahl', 'direccion', 'indirizzo', 'endereco', 'adres', 'code postal', 'codigo postal', 'latitude', 'longitude', 'gps', 'geolocation', '住所', '地址', '주소', 'адрес', 'عنوان'],
  'identity-number': ['ssn', 'social security', 'national insurance', 'passport', 'reisepass', 'personalausweis', 'iban', 'dni', 'driving licence', 'drivers license'],
};

/** Words that may stand beside them and leave it what it is. */
const beside = new Set(
  ('full first last middle given family maiden legal preferred real nick screen display user account contact person participant respondent subject patient client ' +
    'recipient student parent mother father partner emergency personal private work home mobile primary secondary main current your my the of or and number no nr nummer ' +
    'house line location address addresse adresse de del der des du la le di da id').split(' '),
);

const kinds = Object.keys(wordsFor) as ContactKind[];

function kindByName(column: string): ContactKind | null {
  const words = wordsOf(column);
  for (const kind of kinds) {
    for (const phrase of wordsFor[kind]) {
      const rest = without(words, phrase.split(' '));
      if (rest?.every((word) => beside.has(word) || isWordFor(kind, word)) === true && !isNumberOf(kind, rest)) return kind;
    }
  }
  return null;
}

/** `user name id` is a number like `user_id`, not a name. */
function isNumberOf(kind: ContactKind, rest: readonly string[]): boolean {
  return kind === 'name' && rest.includes('id');
}

function isWordFor(kind: ContactKind, word: string): boolean {
  return wordsFor[kind].includes(word);
}

/** Lower case, without accents and digits, camel case taken apart. */
function wordsOf(column: string): readonly string[] {
  return column
    .replace(/ß/g, 'ss')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\d]+/u)
    .map((word) => (/^ipv\d$/.test(word) ? word : word.replace(/\d+/g, '')))
    .filter((word) => word !== '');
}

/** The words without those of a phrase, which follow each other; null when the phrase is not among them. */
function without(words: readonly string[], phrase: readonly string[]): readonly string[] | null {
  const at = words.findIndex((_, start) => phrase.every((word, index) => words[start + index] === word));
  return at < 0 ? null : [...words.slice(0, at), ...words.slice(at + phrase.length)];
}

const email = /[^\s@<>"(),;]+@[^\s@<>"(),;]+\.\p{L}{2,}/u;
/** `+44 7911 123456`: eight to fifteen digits after the `+`. Not `2+12345678`, and no sum. */
const abroad = /(?<![\p{L}\d+.,)])\+[1-9](?:[ ()./-]{0,2}\d){7,14}(?![\d.,]*\d)/u;
const someDay = /^(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}$|^\d{1,2}[-/.]\d{1,2}[-/.](\d{4})$/;
const network = /^(?:\d{1,3}\.){3}\d{1,3}$|^(?=.*:.*:)[\da-f:]+$/i;
const street =
  /\b(?:street|st\.?|road|rd\.?|avenue|ave\.?|lane|drive|boulevard|blvd\.?|weg|platz|allee|gasse|rue|via|viale|calle|avenida|rua|ulica|ul\.)\b|(?:straße|strasse|str\.|straat|gatan|vej|gasse|weg|platz)(?=\W|$)/iu;
const fullName = /^\p{Lu}[\p{Ll}'’-]+(?: \p{Lu}\.)?(?: (?:von|van|de|der|den|di|da|del|la|le|al|bin))* \p{Lu}\p{L}[\p{L}'’-]*$|^\p{Lu}[\p{L}'’-]+, \p{Lu}[\p{L}'’-]+$/u;

function kindByCells(cells: readonly string[]): ContactKind | null {
  if (cells.length === 0) return null;
  const share = (test: (cell: string) => boolean): number => cells.filter(test).length / cells.length;
  if (cells.some((cell) => email.test(cell))) return 'email';
  if (cells.some((cell) => abroad.test(cell))) return 'phone';
  if (share((cell) => network.test(cell) && !isTime(cell)) >= 0.5) return 'ip-address';
  if (share(isPhone) >= 0.5) return 'phone';
  if (share((cell) => cell.length <= 120 && /\d/.test(cell) && street.test(cell)) >= 0.5) return 'address';
  if (areBirthDates(cells)) return 'birth-date';
  const names = cells.filter((cell) => fullName.test(cell));
  return cells.length >= 5 && names.length / cells.length >= 0.8 && new Set(names).size / names.length >= 0.9 ? 'name' : null;
}

function isTime(cell: string): boolean {
  return /^\d{1,2}:\d{2}(?::\d{2})?$/.test(cell);
}

/** Seven to fifteen digits, and something that only telephone numbers have: a `+`, brackets, a leading 0, or groups. */
function isPhone(cell: string): boolean {
  if (someDay.test(cell) || network.test(cell) || !/^\+?[\d\s()./-]+$/.test(cell)) return false;
  const digits = cell.replace(/\D/g, '').length;
  if (digits < 7 || digits > 15) return false;
  if (cell.startsWith('+') || /\(\d+\)/.test(cell)) return true;
  if (/^0[1-9][\d\s/-]+$/.test(cell) && digits >= 9) return true;
  return /^\d{2,5}([ -])\d{2,5}(?:\1\d{2,5})+$/.test(cell);
}

function areBirthDates(cells: readonly string[]): boolean {
  const years = cells.map((cell) => someDay.exec(cell)).map((found) => Number(found?.[1] ?? found?.[2] ?? Number.NaN));
  if (years.length < 3 || years.some(Number.isNaN)) return false;
  return Math.max(...years) - Math.min(...years) > 10;
}
