import { containsCardNumber, withoutCardNumbers } from './card-number';

describe('a card number in a text', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa in groups', 'my card is 4111 1111 1111 1111, thanks'],
    ['Visa with dashes after another number', 'order 12 4111-1111-1111-1111'],
    ['the old short Visa', '4222222222222'],
    ['Mastercard', '5555.5555.5555.4444'],
    ['the newer Mastercard range', '2223003122003222'],
    ['American Express', '3782 822463 10005'],
    ['Discover', '6011111111111117'],
    ['Diners Club', '30569309025904'],
    ['JCB', '3530111333300000'],
    ['full-width digits', '４１１１１１１１１１１１１１１１'],
    ['a number glued to a word', 'card4111111111111111'],
  ])('is found: %s', (_, text) => {
    expect(containsCardNumber(text)).toBe(true);
  });

  it.each([
    ['a wrong check digit', '4111111111111112'],
    ['a prefix that nobody issues', '9111111111111111'],
    ['a phone number', 'call +49 1512 3456784 or (415) 555-2671'],
    ['a longer reference that holds one inside', '00004111111111111111111100'],
    ['the last four digits', 'the card ending in 1111'],
    ['an id', '0192f0c1-7c1e-7cc0-8d3a-2f1b4a3c5d6e'],
    ['nothing', ''],
  ])('is not seen in %s', (_, text) => {
    expect(containsCardNumber(text)).toBe(false);
  });
});

it('puts asterisks in the place of a card number, and leaves the rest', () => {
  const id = '0192f0c1-7c1e-7cc0-8d3a-2f1b4a3c5d6e';
  expect(withoutCardNumbers(`{"id":"${id}","code":"card 4111-1111 1111 1111","at":"2026-11-22"}`)).toBe(
    `{"id":"${id}","code":"card ****-**** **** ****","at":"2026-11-22"}`,
  );
});
