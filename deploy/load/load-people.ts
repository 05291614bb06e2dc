/** Someone who buys while a load is played. All of it is made up. */
export interface LoadPerson {
  name: string;
  email: string;
  phone: string;
  address: { line1: string; city: string; state?: string; postalCode: string; country: string };
}

const FIRST = [
  'Ada',
  'Ben',
  'Carla',
  'Dmitri',
  'Elif',
  'Farid',
  'Grace',
  'Hugo',
  'Ines',
  'Jamal',
  'Keiko',
  'Liam',
];
const LAST = [
  'Abbott',
  'Barros',
  'Chen',
  'Dubois',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Hughes',
  'Ivanova',
  'Jensen',
];
const STREETS = ['Main St', 'Oak Ave', 'Station Rd', 'Lake Dr', 'Hill St', 'Garden Ln'];
const PLACES = {
  US: [
    { city: 'Springfield', state: 'IL', postalCode: '62701', country: 'US' },
    { city: 'Portland', state: 'OR', postalCode: '97201', country: 'US' },
    { city: 'Austin', state: 'TX', postalCode: '73301', country: 'US' },
    { city: 'Toronto', state: 'ON', postalCode: 'M5H 2N2', country: 'CA' },
  ],
  EU: [
    { city: 'Berlin', postalCode: '10115', country: 'DE' },
    { city: 'Lyon', postalCode: '69001', country: 'FR' },
    { city: 'Stockholm', postalCode: '111 29', country: 'SE' },
  ],
};

/** Makes a person up; the index keeps names apart. */
export function makePerson(
  index: number,
  region: keyof typeof PLACES,
  draw: (below: number) => number,
): LoadPerson {
  const first = FIRST[index % FIRST.length];
  const last = LAST[(index * 7 + Math.floor(index / FIRST.length)) % LAST.length];
  const place = PLACES[region][draw(PLACES[region].length)] as LoadPerson['address'];
  return {
    name: `${first} ${last}`,
    email: `${first}.${last}.${index}@example.com`.toLowerCase(),
    // Numbers that are kept for fiction.
    phone: `+1 202 555 01${String(index % 100).padStart(2, '0')}`,
    address: { ...place, line1: `${draw(900) + 1} ${STREETS[draw(STREETS.length)]}` },
  };
}
