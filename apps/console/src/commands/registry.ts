/** Something that one can do here: it feeds the palette, the buttons and the sheet of shortcuts. */
export interface Command {
  /** `<feature>.<verb>`. */
  id: string;
  title: string;
  /** Under which heading it stands in the palette and on the sheet. */
  group: string;
  /**
   * `mod+k`, `alt+n`: also while one types. `f`, `shift+e`, `g r` (one after the other): not while one types.
   * Single letters belong to lists and pages, never to something that cannot be taken back.
   */
  keys?: string;
  /** More words by which it is found. */
  words?: string;
  /** Why it cannot be done now, if so: it stays visible and says this. */
  disabled?: string;
  run: () => void;
}

let commands: readonly Command[] = [];
const held = new Map<symbol, readonly Command[]>();
const listeners = new Set<() => void>();

/** All commands that are possible now. A page's own come last and win where keys or ids are the same. */
export const commandRegistry = {
  get: (): readonly Command[] => commands,

  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  /** Puts commands in, or others in their place, under one holder. */
  put(holder: symbol, own: readonly Command[]): void {
    held.set(holder, own);
    changed();
  },

  remove(holder: symbol): void {
    held.delete(holder);
    changed();
  },

  find: (id: string): Command | undefined => commands.findLast((command) => command.id === id),
};

function changed(): void {
  const byId = new Map<string, Command>();
  for (const own of held.values()) for (const command of own) byId.set(command.id, command);
  commands = [...byId.values()];
  for (const listener of listeners) listener();
}
