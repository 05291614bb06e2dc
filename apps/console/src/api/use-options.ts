import { useQuery } from '@tanstack/react-query';
import { optionsQuery, type OptionList } from './option-queries';

interface Options {
  /** The words of a key; the key itself where they are not known. */
  labelOf: (key: string | null | undefined) => string | undefined;
  /** What can be chosen now, in its order; a retired one only where it is the one that stands. */
  choices: (standing?: string | null) => { value: string; label: string }[];
  /** All of them, also retired ones: for filters. */
  all: { value: string; label: string }[];
}

/** One of the administrators' lists. */
export function useOptions(list: OptionList): Options {
  const { data } = useQuery(optionsQuery(list));
  const items = data?.items ?? [];
  const entry = ({ key, label }: { key: string; label: string }) => ({ value: key, label });
  return {
    labelOf: (key) => (key ? (items.find((item) => item.key === key)?.label ?? key) : undefined),
    choices: (standing) => items.filter(({ retired, key }) => !retired || key === standing).map(entry),
    all: items.map(entry),
  };
}
