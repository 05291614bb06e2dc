/** What carriers, shops and banks number things by, with a form or a check digit of its own: no card's number, whatever digits it has. */
const KNOWN_FORMS: readonly { readonly form: RegExp; readonly right?: (text: string) => boolean }[] = [
  { form: uncut('[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'), right: (id) => /[a-f]/i.test(id) }, // UUID
  { form: uncut('(?=\\d*[a-f])[0-9a-f]{24,}') }, // a hash
  { form: uncut('1Z(?: ?[0-9A-Z]){16}'), right: isOfUps },
  { form: uncut('[A-Z]{2}\\d\\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?'), right: isIban },
  { form: uncut('YT\\d{16}|[CD]\\d{14}|JJ?D\\d{16,18}|H\\d{19}') }, // YunExpress, OnTrac, DHL, Hermes
  // FedEx, USPS and the shipping units of GS1 in groups of four: 20 digits and more.
  { form: uncut('(?:0[02]|42|61|7\\d|8\\d|9\\d)\\d\\d(?: \\d{4}){4,7}(?: \\d{1,3})?') },
];

const MAY_BE_KNOWN = /-[0-9a-f]{4}-|[0-9a-f]{24}|1Z|[A-Z]{1,3}\d{2}|(?: \d{4}){4}/i;
const SHIPPING = /fed ?ex|track|parcel|shipment|ground/i;

/** A text with what has a known form replaced, letter for letter, by what is none. */
export function withoutKnownForms(text: string): string {
  if (!MAY_BE_KNOWN.test(text)) return text;
  return KNOWN_FORMS.reduce(
    (left, { form, right }) =>
      left.replace(form, (found) => (right?.(found) === false ? found : 'x'.repeat(found.length))),
    text,
  );
}

/**
 * Whether digits that might be a card's are a bar code (EAN-13), a shipping unit (SSCC), or a FedEx number that is
 * called one.
 * @param context what is said around them
 */
export function isBarCode(digits: string, context: string): boolean {
  if (digits.length !== 13 && digits.length !== 18 && digits.length !== 15) return false;
  return hasCheckDigitOfGs1(digits) && (digits.length !== 15 || SHIPPING.test(context));
}

/** The last digit fills the others, weighed 3 and 1 from the right, up to a ten (GS1 General Specifications, 7.9). */
function hasCheckDigitOfGs1(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1)
    sum += Number(digits[digits.length - 1 - place]) * (place % 2 === 1 ? 3 : 1);
  return sum % 10 === 0;
}

function isOfUps(text: string): boolean {
  const places = [...text.replaceAll(' ', '').toUpperCase().slice(2)];
  // Letters count from A = 2 on.
  const values = places.map((place) => (/\d/.test(place) ? Number(place) : (place.charCodeAt(0) - 63) % 10));
  const sum = values.slice(0, -1).reduce((all, value, at) => all + value * (at % 2 === 1 ? 2 : 1), 0);
  return (sum + (values.at(-1) ?? 0)) % 10 === 0;
}

/** ISO 13616: the first four places behind the others, letters as numbers from A = 10 on, leave 1 of 97. */
function isIban(text: string): boolean {
  const places = text.replaceAll(' ', '').toUpperCase();
  let rest = 0;
  for (const place of places.slice(4) + places.slice(0, 4)) {
    const value = parseInt(place, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** A form that stands by itself, not within a longer word. */
function uncut(form: string): RegExp {
  return new RegExp(`(?<![0-9a-z])(?:${form})(?![0-9a-z])`, 'gi');
}
