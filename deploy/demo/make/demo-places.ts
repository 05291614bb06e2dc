import type { Draw } from './draw';

/** Where customers of a country live, how they are called and when they are awake. */
export interface Place {
  readonly country: string;
  readonly timeZone: string;
  readonly language: string;
  readonly phone: string;
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly streets: readonly string[];
  readonly cities: readonly { readonly city: string; readonly state?: string; readonly postalCode: string }[];
  /** Written as `<last> <first>`. */
  readonly lastFirst?: boolean;
}

/** All of it is made up; telephone numbers are such as nobody has. */
const PLACES: Readonly<Record<string, Place>> = {
  US: {
    ...{ country: 'US', timeZone: 'America/Chicago', language: 'en', phone: '+1 202 555 01' },
    first: [
      'Ada',
      'Ben',
      'Carla',
      'Grace',
      'Jamal',
      'Liam',
      'Noah',
      'Olivia',
      'Ruth',
      'Tyrone',
      'Wes',
      'Zoe',
    ],
    last: [
      'Abbott',
      'Brooks',
      'Chen',
      'Diaz',
      'Ellis',
      'Garcia',
      'Hughes',
      'Nguyen',
      'Parker',
      'Reed',
      'Walsh',
    ],
    streets: ['Main St', 'Oak Ave', 'Lake Dr', 'Hill St', 'Garden Ln', 'Lost Lane'],
    cities: [
      { city: 'Springfield', state: 'IL', postalCode: '62701' },
      { city: 'Portland', state: 'OR', postalCode: '97201' },
      { city: 'Austin', state: 'TX', postalCode: '73301' },
      { city: 'Buffalo', state: 'NY', postalCode: '14201' },
    ],
  },
  CA: {
    ...{ country: 'CA', timeZone: 'America/Toronto', language: 'fr', phone: '+1 613 555 01' },
    first: ['Amélie', 'Étienne', 'Chloé', 'Mathis', 'Noémie', 'Owen', 'Sophie'],
    last: ['Bélanger', 'Côté', 'Gagnon', 'Lavoie', 'MacLeod', 'Tremblay'],
    streets: ['rue Principale', 'King St W', 'chemin du Lac'],
    cities: [
      { city: 'Toronto', state: 'ON', postalCode: 'M5H 2N2' },
      { city: 'Québec', state: 'QC', postalCode: 'G1R 4P5' },
    ],
  },
  GB: {
    ...{ country: 'GB', timeZone: 'Europe/London', language: 'en', phone: '+44 20 7946 00' },
    first: ['Alfie', 'Bronwen', 'Callum', 'Dilys', 'Fiona', 'George', 'Nadia', 'Oliver'],
    last: ['Ashworth', 'Begum', 'Davies', 'Fraser', 'Hall', 'Okafor', 'Patel', 'Whitaker'],
    streets: ['High Street', 'Station Road', 'Church Lane'],
    cities: [
      { city: 'Leeds', postalCode: 'LS1 1UR' },
      { city: 'Cardiff', postalCode: 'CF10 1EP' },
      { city: 'London', postalCode: 'SW1A 1AA' },
    ],
  },
  DE: {
    ...{ country: 'DE', timeZone: 'Europe/Berlin', language: 'de', phone: '+49 30 23125 0' },
    first: ['Anke', 'Björn', 'Elif', 'Günther', 'Jürgen', 'Lena', 'Mehmet', 'Sören'],
    last: ['Fischer', 'Groß', 'Krüger', 'Müller', 'Öztürk', 'Schäfer', 'Weiß'],
    streets: ['Hauptstraße', 'Gartenweg', 'Lindenallee'],
    cities: [
      { city: 'Berlin', postalCode: '10115' },
      { city: 'Köln', postalCode: '50667' },
    ],
  },
  FR: {
    ...{ country: 'FR', timeZone: 'Europe/Paris', language: 'fr', phone: '+33 1 99 00 12 ' },
    first: ['Aurélie', 'Benoît', 'Inès', 'Jérôme', 'Maëlle', 'Thaïs', 'Yacine'],
    last: ['Benali', 'Dubois', 'Fournier', 'Lefèvre', 'Moreau', 'Rousseau'],
    streets: ['rue de la Gare', 'avenue Foch', 'place du Marché'],
    cities: [
      { city: 'Lyon', postalCode: '69001' },
      { city: 'Nîmes', postalCode: '30000' },
    ],
  },
  ES: {
    ...{ country: 'ES', timeZone: 'Europe/Madrid', language: 'es', phone: '+34 900 12 34 ' },
    first: ['Begoña', 'Íñigo', 'José', 'Lucía', 'Martín', 'Núria'],
    last: ['Ibáñez', 'López', 'Muñoz', 'Peña', 'Sánchez'],
    streets: ['Calle Mayor', 'Avenida del Mar'],
    cities: [
      { city: 'Málaga', postalCode: '29001' },
      { city: 'A Coruña', postalCode: '15001' },
    ],
  },
  PL: {
    ...{ country: 'PL', timeZone: 'Europe/Warsaw', language: 'pl', phone: '+48 22 123 45 ' },
    first: ['Łukasz', 'Małgorzata', 'Paweł', 'Zofia', 'Żaneta'],
    last: ['Dąbrowski', 'Kowalczyk', 'Wiśniewska', 'Zieliński'],
    streets: ['ul. Długa', 'ul. Kościuszki'],
    cities: [
      { city: 'Łódź', postalCode: '90-001' },
      { city: 'Kraków', postalCode: '30-001' },
    ],
  },
  GR: {
    ...{ country: 'GR', timeZone: 'Europe/Athens', language: 'el', phone: '+30 210 123 45' },
    first: ['Γιώργος', 'Ελένη', 'Κώστας', 'Μαρία', 'Νίκη'],
    last: ['Αντωνίου', 'Νικολάου', 'Παπαδόπουλος', 'Σταμάτη'],
    streets: ['Οδός Ερμού', 'Λεωφόρος Κηφισίας'],
    cities: [
      { city: 'Αθήνα', postalCode: '105 63' },
      { city: 'Πάτρα', postalCode: '262 21' },
    ],
  },
  BG: {
    ...{ country: 'BG', timeZone: 'Europe/Sofia', language: 'bg', phone: '+359 2 123 45' },
    first: ['Борис', 'Десислава', 'Иван', 'Мария', 'Стоян'],
    last: ['Георгиев', 'Димитрова', 'Иванов', 'Петрова'],
    streets: ['бул. Витоша', 'ул. Шипка'],
    cities: [
      { city: 'София', postalCode: '1000' },
      { city: 'Пловдив', postalCode: '4000' },
    ],
  },
  AE: {
    ...{ country: 'AE', timeZone: 'Asia/Dubai', language: 'ar', phone: '+971 4 123 45' },
    first: ['أحمد', 'فاطمة', 'خالد', 'ليلى', 'مريم'],
    last: ['الحمادي', 'المنصوري', 'السويدي'],
    streets: ['شارع الشيخ زايد', 'شارع الوصل'],
    cities: [{ city: 'دبي', postalCode: '00000' }],
  },
  JP: {
    ...{ country: 'JP', timeZone: 'Asia/Tokyo', language: 'ja', phone: '+81 3 1234 56' },
    ...{
      first: ['健太', '美咲', '翔', '陽子', '大輔', 'さくら'],
      last: ['佐藤', '鈴木', '高橋', '田中', '渡辺'],
    },
    ...{ streets: ['中央', '本町', '桜丘'], lastFirst: true },
    cities: [
      { city: '東京都港区', postalCode: '105-0011' },
      { city: '大阪市北区', postalCode: '530-0001' },
    ],
  },
};

/** Where the customers of a campaign come from that names no countries, the more often the likelier. */
const ABROAD: Readonly<Record<string, readonly string[]>> = {
  USD: ['US', 'US', 'US', 'US', 'CA', 'GB', 'AE'],
  EUR: ['DE', 'DE', 'FR', 'FR', 'ES', 'PL', 'GR', 'BG'],
  GBP: ['GB'],
  JPY: ['JP'],
};

/** Someone who buys. */
export interface Buyer {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly address: object & { readonly line1: string; readonly country: string };
  readonly timeZone: string;
  readonly language: string;
}

/** Makes up a customer of a campaign; the number keeps addresses and telephone numbers apart. */
export function makeBuyer(
  number: number,
  { countries, baseCurrency }: { countries: readonly string[]; baseCurrency: string },
  draw: Draw,
): Buyer {
  const place = PLACES[draw.pick(countries.length > 0 ? countries : (ABROAD[baseCurrency] ?? ['US']))];
  const [first, last] = [draw.pick(place.first), draw.pick(place.last)];
  const line1 =
    place.language === 'en'
      ? `${draw.below(900) + 1} ${draw.pick(place.streets)}`
      : `${draw.pick(place.streets)} ${draw.below(120) + 1}`;
  const latin = `${first}.${last}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
  return {
    name: place.lastFirst === true ? `${last} ${first}` : `${first} ${last}`,
    email: `${latin.length > 3 ? latin : place.country.toLowerCase()}.${number}@example.com`,
    phone: `${place.phone}${String(number % 100).padStart(2, '0')}`,
    address: { line1, ...draw.pick(place.cities), country: place.country },
    timeZone: place.timeZone,
    language: place.language,
  };
}
