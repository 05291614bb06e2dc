import { AsyncLocalStorage } from 'node:async_hooks';

const asking = new AsyncLocalStorage<{ asked: boolean }>();

/** Notes that PostgreSQL is asked for whatever is being worked on. */
export function noteAsked(): void {
  const noted = asking.getStore();
  if (noted !== undefined) noted.asked = true;
}

/** Runs work, and tells with what it answers whether PostgreSQL was asked for it. */
export async function whetherAsked<T>(work: () => Promise<T>): Promise<{ answer: T; asked: boolean }> {
  const noted = { asked: false };
  const answer = await asking.run(noted, work);
  return { answer, asked: noted.asked };
}
