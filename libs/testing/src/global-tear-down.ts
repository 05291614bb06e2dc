type Task = () => Promise<void>;

const KEY = Symbol.for('daybook.tests.tear-down');

/** Remembers what is to be done after the last suite. jest loads set-up and tear-down as separate modules. */
export function whenFinished(task: Task): void {
  tasks().push(task);
}

/** jest's global tear-down. */
export default async function tearDown(): Promise<void> {
  for (const task of tasks().splice(0).reverse()) await task();
}

function tasks(): Task[] {
  const shared = globalThis as { [KEY]?: Task[] };
  return (shared[KEY] ??= []);
}
