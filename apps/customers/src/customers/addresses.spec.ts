import { DomainError, type CustomerAddress } from '@daybook/contracts';
import { changedAddressFields, replaceAddresses } from './addresses';

const home: CustomerAddress = { purpose: 'home', line1: '1 Main St', city: 'Springfield', country: 'US' };
const shipping: CustomerAddress = {
  purpose: 'shipping',
  line1: '9 Dock Rd',
  city: 'Boston',
  state: 'MA',
  country: 'US',
};

describe('a customer’s addresses', () => {
  it('keep their ids where the content or else the purpose is the same', () => {
    const old = replaceAddresses([], [home, shipping]);
    const now = replaceAddresses(old, [{ ...shipping, city: 'Salem' }, home]);
    expect(now.map(({ id }) => id)).toEqual([old[1]?.id, old[0]?.id]);
    expect(changedAddressFields(old, now)).toEqual(['city']);
  });

  it('name every field that an added or removed one fills', () => {
    const old = replaceAddresses([], [home]);
    expect(changedAddressFields(old, [])).toEqual(['purpose', 'line1', 'city', 'country']);
    expect(changedAddressFields(old, replaceAddresses(old, [home, shipping]))).toEqual([
      'purpose',
      'line1',
      'city',
      'state',
      'country',
    ]);
  });

  it('name nothing when given again as they are, and the order when only that changed', () => {
    const old = replaceAddresses([], [home, shipping]);
    expect(changedAddressFields(old, replaceAddresses(old, [home, shipping]))).toEqual([]);
    expect(changedAddressFields(old, replaceAddresses(old, [shipping, home]))).toEqual(['order']);
  });

  it('refuse an id that is none of theirs', () => {
    const stranger = { ...home, id: '0192f0c1-7c1e-7cc0-8d3a-2f1b4a3c5d6e' };
    expect(() => replaceAddresses([], [stranger])).toThrow(DomainError);
  });
});
