/** What the processor says of a card; never its number. */
export interface Card {
  bin: string;
  last4: string;
  brand?: string;
  expMonth?: number;
  expYear?: number;
}

/** A card as people may see it. */
export function maskedCard(lastFour: string | null): string {
  return lastFour === null ? 'card' : `•••• ${lastFour}`;
}
