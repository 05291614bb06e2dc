import { rebuildOptions } from './rebuild-options';
import { RebuildWatch } from './rebuild-watch';

/** `npm run report:rebuild`: has the report's store made anew, and tells how far it is. */
async function main(): Promise<void> {
  const { cancel, ...place } = rebuildOptions(process.argv.slice(2), process.env);
  const watch = new RebuildWatch(place, (sentence) => void process.stdout.write(`${sentence}\n`));
  if (cancel) await watch.cancel();
  else process.exitCode = (await watch.follow()) === 'done' ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
