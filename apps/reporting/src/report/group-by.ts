/** A list's elements by what `by` says of each, groups in the order of their first element. */
export function groupBy<T, K>(list: readonly T[], by: (element: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const element of list) {
    const key = by(element);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [element]);
    else group.push(element);
  }
  return groups;
}
