/** What a store answers, and whether PostgreSQL was asked for any of it: then the answer is confirmed after it only. */
export interface Answer<T> {
  value: T;
  askedPostgres: boolean;
}

/** An answer that PostgreSQL gave. */
export function fromPostgres<T>(value: T): Answer<T> {
  return { value, askedPostgres: true };
}

/** The same answer in other words. */
export function mapAnswer<T, V>({ value, askedPostgres }: Answer<T>, view: (value: T) => V): Answer<V> {
  return { value: view(value), askedPostgres };
}

/** Several answers as one; what is wanted of none is given as it is. */
export async function allAnswers<const T extends readonly unknown[]>(
  ...answers: { [N in keyof T]: Promise<Answer<T[N]>> }
): Promise<Answer<T>> {
  const found = await Promise.all<Answer<unknown>>(answers);
  const values: readonly unknown[] = found.map(({ value }) => value);
  return { value: values as T, askedPostgres: found.some(({ askedPostgres }) => askedPostgres) };
}

/** The answer to what was not asked. */
export function notAsked<T>(value: T): Promise<Answer<T>> {
  return Promise.resolve({ value, askedPostgres: false });
}
