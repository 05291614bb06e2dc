/** Noon of the next fifteenth, UTC: a day that every month has, so that a month later is the same day of its month. */
export function nextFifteenth(from: Date = new Date()): Date {
  const month = from.getUTCDate() < 15 ? from.getUTCMonth() : from.getUTCMonth() + 1;
  return new Date(Date.UTC(from.getUTCFullYear(), month, 15, 12));
}
