import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/use-session';
import { useCommands } from '../../commands/use-commands';

/** Begins a case or a service record for a customer, and leads to the ones there are. */
export function ServeMenu({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const navigate = useNavigate();
  const go = (to: string, search: Record<string, string>) => void navigate({ to, search: search as never });
  const begins = may('cases.work')
    ? [
        {
          id: 'cases.new_for_customer',
          title: t('serve.new_case'),
          run: () => go('/cases', { new: customerId }),
        },
        {
          id: 'records.start_for_customer',
          title: t('serve.start_record'),
          run: () => go('/service-records', { start: customerId }),
        },
      ]
    : [];
  const all = [
    ...begins,
    {
      id: 'cases.of_customer',
      title: t('serve.cases'),
      run: () => go('/cases', { customerId, view: 'all' }),
    },
    {
      id: 'records.of_customer',
      title: t('serve.records'),
      run: () => go('/service-records', { customer: customerId }),
    },
  ];
  const shown = may('cases.view') ? all : [];
  useCommands(shown.map((command) => ({ ...command, group: t('title') })));
  if (shown.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<ChevronDown size={12} aria-hidden />}>
          {t('serve.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map(({ id, title, run }) => (
          <Menu.Item key={id} onClick={run}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
