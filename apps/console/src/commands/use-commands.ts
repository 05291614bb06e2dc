import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { commandRegistry, type Command } from './registry';

/** Holds a page's or a component's commands in the registry while it stands. */
export function useCommands(commands: readonly Command[]): void {
  const [holder] = useState(() => Symbol('commands'));
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const wording = commands
    .map(({ id, title, keys, disabled }) => [id, title, keys, disabled].join('\n'))
    .join('\n\n');
  useEffect(() => {
    // What a command does may change with each render; what stands in the registry changes with what it says.
    const run = (id: string) => latest.current.find((command) => command.id === id)?.run();
    commandRegistry.put(
      holder,
      latest.current.map((command) => ({ ...command, run: () => run(command.id) })),
    );
  }, [holder, wording]);
  useEffect(() => () => commandRegistry.remove(holder), [holder]);
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(commandRegistry.subscribe, commandRegistry.get);
}
