import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAgents } from '../api/use-agents';
import { useMe } from '../api/use-session';

interface PersonPickerProps {
  label: string;
  value: string | null;
  onChange: (userId: string | null) => void;
  /** Who it is that is chosen, where the list does not have them. */
  standing?: { id: string; username?: string | null } | null | undefined;
  /** Stands for nobody, where that can be asked for. */
  none?: { value: string; label: string };
  inPopover?: boolean;
}

/** Chooses a colleague; oneself first. */
export function PersonPicker({ label, value, onChange, standing, none, inPopover }: PersonPickerProps) {
  const { t } = useTranslation();
  const { user } = useMe();
  const agents = useAgents();
  const others = new Map(agents.map(({ id, username }) => [id, username]));
  if (standing) others.set(standing.id, standing.username ?? standing.id);
  others.delete(user.id);
  return (
    <Select
      label={label}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('person.clear') }}
      comboboxProps={{ withinPortal: inPopover !== true }}
      data={[
        { value: user.id, label: t('person.me', { name: user.username }) },
        ...(none === undefined ? [] : [none]),
        ...[...others].map(([id, username]) => ({ value: id, label: username })),
      ]}
      nothingFoundMessage={t('person.nobody')}
      value={value}
      onChange={onChange}
    />
  );
}
