import type { Call, Client } from '@daybook/contracts';

/** Who sent a request that the gateway answers itself. @throws Error for a call that came through no door of ours */
export function clientOf({ client }: Pick<Call, 'client'>): Client {
  if (client === undefined) throw new Error('the call does not say who sent it');
  return client;
}
