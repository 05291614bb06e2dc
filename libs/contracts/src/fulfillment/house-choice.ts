/** What decides which house gets an order. */
export interface HouseOffer {
  /** The campaigns whose orders it gets. */
  campaignIds: readonly string[];
  /** Where it ships to; empty: everywhere. */
  countries: readonly string[];
  isDefault: boolean;
}

/**
 * The house that gets an order: of those that serve its campaign (else the default one, else the oldest) the oldest that
 * ships to its country; where none does, the oldest of them all the same. Undefined where there is no house.
 * @param houses those that are not retired, the oldest first
 */
export function houseServing<H extends HouseOffer>(
  houses: readonly H[],
  campaignId: string | null,
  country: string | null,
): H | undefined {
  const serving = houses.filter((house) => campaignId !== null && house.campaignIds.includes(campaignId));
  const [first = houses.find((house) => house.isDefault) ?? houses[0]] = serving;
  return serving.find((house) => country === null || !declinesShipping(house, country)) ?? first;
}

/** Whether a house does not ship to a country. */
export function declinesShipping({ countries }: HouseOffer, country: string): boolean {
  return countries.length > 0 && !countries.includes(country);
}
