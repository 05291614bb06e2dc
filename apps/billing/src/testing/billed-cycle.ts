/** A billed cycle as an engine publishes it. */
export function billedCycle(purchaseId: string | undefined, number: number, changes: object = {}): object {
  return {
    purchaseId,
    cycle: number,
    amount: { amount: '39.90', currency: 'USD' },
    processor: 'dibs',
    responseCode: '00',
    ...changes,
  };
}
