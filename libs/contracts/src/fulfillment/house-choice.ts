/** What decides which house gets an order. */
export interface HouseOffer {
  /** The campaigns whose orders it gets. */
  campaignIds: readonly string[];
  /** Where it ships to; empty: everywhere. */
  countries: readonly string[];
  isDefault: boolean;
}

/**
 * The house that gets a campaign's orders: one that serves it, else the default one, else the oldest; undefined where
 * there is none.
 * @param houses those that are not retired, the oldest first
 */
export function houseServing<H extends HouseOffer>(
  houses: readonly H[],
  campaignId: string | null,
): H | undefined {
  return (
    houses.find((house) => campaignId !== null && house.campaignIds.includes(campaignId)) ??
    houses.find((house) => house.isDefault) ??
    houses[0]
  );
}

/** Whether a house does not ship to a country. */
export function declinesShipping({ countries }: HouseOffer, country: string): boolean {
  return countries.length > 0 && !countries.includes(country);
}
