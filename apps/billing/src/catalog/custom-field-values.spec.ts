import type { CustomFieldType } from '@daybook/contracts';
import { faultOfValue, storedValue } from './custom-field-values';

describe('The value of a custom field', () => {
  it.each<[CustomFieldType, string, string]>([
    ['text', 'As heard on air', 'As heard on air'],
    ['number', '007.50', '7.5'],
    ['number', '-3', '-3'],
    ['date', '2028-02-29', '2028-02-29'],
    ['choice', 'TV', 'TV'],
    ['boolean', 'false', 'false'],
  ])('of type %s may be %j, kept as %j', (type, value, stored) => {
    expect(faultOfValue(type, ['TV', 'Radio'], value)).toBeNull();
    expect(storedValue(type, value)).toBe(stored);
  });

  it.each<[CustomFieldType, string]>([
    ['text', '  '],
    ['number', '1e3'],
    ['number', '12,5'],
    ['date', '2027-02-29'],
    ['date', '21.11.2026'],
    ['choice', 'tv'],
    ['boolean', 'yes'],
  ])('of type %s is never %j', (type, value) => {
    expect(faultOfValue(type, ['TV', 'Radio'], value)).not.toBeNull();
  });
});
