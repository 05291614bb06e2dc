/** How long a piece of work takes with each of some subjects, in ms. */
export async function timesOf<Subject>(
  subjects: readonly Subject[],
  work: (subject: Subject) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  for (const subject of subjects) {
    const began = performance.now();
    await work(subject);
    times.push(performance.now() - began);
  }
  return times;
}

/** The value below which a part (0 to 1) of some lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** What stands behind an option of the command line. */
export function argument(name: string): string | undefined {
  const found = process.argv.indexOf(name);
  return found === -1 ? undefined : process.argv[found + 1];
}

/** A line of a table of lists: asks with each of some subjects for a page. */
export async function listLine<Subject>(
  name: string,
  subjects: readonly Subject[],
  ask: (subject: Subject) => Promise<{ items: readonly unknown[] }>,
): Promise<string> {
  const found: number[] = [];
  const times = await timesOf(
    subjects,
    async (subject) => void found.push((await ask(subject)).items.length),
  );
  return `| ${name} | ${quantile(found, 0.5)} | ${quantile(times, 0.5).toFixed(1)} | ${quantile(times, 0.95).toFixed(1)} |`;
}
