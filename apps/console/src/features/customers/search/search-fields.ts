/** The tutorial's search fields: the parameter of the API by which each looks, in the order of the form. */
export const SEARCH_FIELDS = [
  'query',
  'orderNumber',
  'firstName',
  'lastName',
  'email',
  'phone',
  'cardLastFour',
  'address',
  'city',
  'state',
  'postalCode',
  'country',
] as const;

export type SearchField = (typeof SEARCH_FIELDS)[number];
export type CustomerSearch = Partial<Record<SearchField, string>>;

/** What stands in the address of the page. */
export function searchOf(search: Readonly<Record<string, unknown>>): CustomerSearch {
  const given = SEARCH_FIELDS.flatMap((field) => {
    const value = search[field];
    return typeof value === 'string' && value.trim() !== '' ? [[field, value.trim()] as const] : [];
  });
  return Object.fromEntries(given);
}
