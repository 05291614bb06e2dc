import { v7, validate } from 'uuid';

/** A new identifier: a UUID version 7, so that ids of one process sort by the time they were made. */
export function newId(): string {
  return v7();
}

/** Whether a text is a UUID of any version. */
export function isId(text: string): boolean {
  return validate(text);
}

/** The id that stands for "no customer" where a column may not be empty (reporting distributes by customer). */
export const ZERO_ID = '00000000-0000-0000-0000-000000000000';
