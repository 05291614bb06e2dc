import { runLoad, type LoadResult } from './load-run';
import { loadOptions } from './load-options';

/** `npm run load`: plays a day of a call center against a running system; fails when the report does not hold it. */
async function main(): Promise<void> {
  const options = loadOptions(process.argv.slice(2), process.env);
  const result = await runLoad(options, say);
  say(tableOf(result));
  const errors = [...result.measurements.errors];
  if (errors.length > 0) {
    say('\nErrors that nobody meant:');
    for (const [sentence, times] of errors) say(`  ${times} × ${sentence}`);
  }
  if (result.faults.length > 0) {
    say(`\nThe report does not hold what was done (${result.faults.length} faults):`);
    for (const fault of result.faults.slice(0, 20)) say(`  ${fault}`);
  } else {
    say(
      `\nThe report holds exactly what was done: ${result.activities} activities of ${result.stories} customers, ` +
        `by campaign, by user and in the timelines, ${result.shownAfter.toFixed(1)} s after the last act.`,
    );
  }
  process.exitCode = errors.length > 0 || result.faults.length > 0 ? 1 : 0;
}

function tableOf({ measurements, seconds }: LoadResult): string {
  const rows = measurements.rows();
  const width = Math.max(...rows.map(({ kind }) => kind.length));
  const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0).padStart(7);
  return [
    `\n${'act'.padEnd(width)}   count  p50 ms  p99 ms  max ms  answers`,
    ...rows.map(
      ({ kind, count, p50, p99, max, answers }) =>
        `${kind.padEnd(width)} ${String(count).padStart(7)} ${ms(p50)} ${ms(p99)} ${ms(max)}  ${answers}`,
    ),
    `${measurements.done} acts in ${seconds.toFixed(1)} s, ${(measurements.done / seconds).toFixed(1)} a second`,
  ].join('\n');
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
