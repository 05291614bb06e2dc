import { useRef } from 'react';
import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RowAction } from './row-action';
import classes from './actions.module.css';

interface RowActionsProps {
  actions: readonly RowAction[];
  /** Of what, for those who hear the button: `Actions of D-100036`. */
  of: string;
  /** What the button says; Actions when absent. */
  label?: string;
  size?: 'compact-xs' | 'xs';
}

/** The button with everything that can be done with a row, and why something cannot. */
export function RowActions({ actions, of, label, size = 'compact-xs' }: RowActionsProps) {
  const { t } = useTranslation('actions');
  const button = useRef<HTMLButtonElement>(null);
  if (actions.length === 0) return null;
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <Button
          ref={button}
          variant="default"
          size={size}
          rightSection={<ChevronDown size={12} aria-hidden />}
          aria-label={label === undefined ? t('actions_of', { of }) : `${label}: ${of}`}
        >
          <span className={classes.buttonText}>{label ?? t('actions')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ id, label, disabled, danger, run }) => (
          <Menu.Item
            key={id}
            aria-disabled={disabled !== undefined}
            closeMenuOnClick={disabled === undefined}
            className={disabled === undefined ? undefined : classes.impossible}
            {...(danger === true && disabled === undefined ? { c: 'var(--bad)' } : {})}
            onClick={() => {
              if (disabled !== undefined) return;
              // Where the focus is again once the dialog is closed: this entry is gone by then.
              button.current?.focus();
              run();
            }}
          >
            {label}
            {disabled !== undefined && <span className={classes.why}>{disabled}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
