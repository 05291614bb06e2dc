/** The values bound to a statement whose text is put together, numbered as they are added. */
export class Bound {
  readonly values: unknown[];

  /** @param first the values of `$1`… that stand in the text already */
  constructor(...first: unknown[]) {
    this.values = first;
  }

  /** Binds a value. @returns its placeholder, such as `$3` */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
