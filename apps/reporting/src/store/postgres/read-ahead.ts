/**
 * What a source makes, while up to `ahead` more are being made. Ended early it makes none that nobody has begun to wait
 * for, and ends with its source.
 */
export async function* readAhead<T>(source: AsyncGenerator<T, void>, ahead: number): AsyncGenerator<T, void> {
  const coming: Promise<IteratorResult<T, void>>[] = [];
  try {
    for (;;) {
      while (coming.length <= ahead) {
        const next = source.next();
        next.catch(() => undefined); // it is awaited below, unless nobody wants more
        coming.push(next);
      }
      const next = await coming.shift();
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    await source.return();
  }
}
