import { importsOf, type Source } from './sources';

/** A library or app whose folders are rooms. */
export interface Part {
  /** Folder that holds the rooms. */
  part: string;
  /** The rooms, floor by floor from the ground up. Rooms of one floor know nothing of each other. */
  floors: readonly (readonly string[])[];
}

/** The file that each file imports others of ours from, and these. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Which files of some sources each of them imports. */
export function importGraph(files: readonly Source[]): ImportGraph {
  const known = new Set(files.map(({ path }) => path));
  return new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ target }) => {
        if (!('ours' in target)) return [];
        return [`${target.ours}.ts`, `${target.ours}.tsx`, `${target.ours}/index.ts`].filter((path) =>
          known.has(path),
        );
      }),
    ]),
  );
}

/** The room of a part that holds a file; undefined for a file beside the rooms, or of another part. */
export function roomOf({ part }: Pick<Part, 'part'>, path: string): string | undefined {
  return path.startsWith(`${part}/`) ? /^([^/]+)\//.exec(path.slice(part.length + 1))?.[1] : undefined;
}

/** The imports between rooms of a part that do not lead to a lower floor, and the rooms that lie on no floor. */
export function climbs(within: Part, graph: ImportGraph): string[] {
  const floorOf = (room: string): number => within.floors.findIndex((rooms) => rooms.includes(room));
  return [...graph].flatMap(([path, imported]) => {
    const room = roomOf(within, path);
    if (room === undefined) return [];
    if (floorOf(room) === -1) return [`${path} lies in a room that is on no floor`];
    return imported.flatMap((target) => {
      const other = roomOf(within, target);
      if (other === room || (other === undefined && !target.startsWith(`${within.part}/`))) return [];
      // What lies beside the rooms puts them together; only its settings are for them.
      if (other === undefined) return /\.config\.ts$/.test(target) ? [] : [`${path} imports ${target}`];
      return floorOf(other) < floorOf(room) ? [] : [`${path} imports ${target}`];
    });
  });
}

/** The groups of files that import each other in a circle. */
export function circlesIn(graph: ImportGraph): string[][] {
  // Tarjan's strongly connected components: `lowest` is the earliest open file that one leads back to.
  const seenAs = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): number => {
    const own = seenAs.size;
    seenAs.set(node, own);
    open.push(node);
    let lowest = own;
    for (const next of graph.get(node) ?? []) {
      const seen = seenAs.get(next);
      if (seen === undefined) lowest = Math.min(lowest, visit(next));
      else if (open.includes(next)) lowest = Math.min(lowest, seen);
    }
    if (lowest === own) {
      const together = open.splice(open.indexOf(node));
      if (together.length > 1 || graph.get(node)?.includes(node) === true) circles.push(together.sort());
    }
    return lowest;
  };
  for (const node of graph.keys()) if (!seenAs.has(node)) visit(node);
  return circles;
}
