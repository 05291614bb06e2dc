import type { Answer } from '../store/model/answer';

/** What a store answers, whoever was asked for it. */
export async function valueOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  return (await answer).value;
}
