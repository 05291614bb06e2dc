import { Button, Tooltip } from '@mantine/core';
import type { RowAction } from './row-action';
import { RowActions } from './row-actions';

interface ActionButtonsProps {
  actions: readonly RowAction[];
  of: string;
  /** What stands there as a button of its own, by id. */
  first: readonly string[];
  /** What stands in a menu of its own. */
  menus?: readonly { label: string; ids: RegExp }[];
}

/** What can be done with a record: what is done most as buttons, the rest in menus. */
export function ActionButtons({ actions, of, first, menus = [] }: ActionButtonsProps) {
  const buttons = first.flatMap((id) => actions.filter((action) => action.id === id));
  const rest = actions.filter((action) => !buttons.includes(action));
  const inMenus = (action: RowAction) => menus.some(({ ids }) => ids.test(action.id));
  return (
    <>
      {buttons.map(({ id, label, disabled, danger, run }) => (
        <Tooltip key={id} label={disabled} disabled={disabled === undefined} multiline maw={280}>
          <Button
            variant="default"
            data-disabled={disabled !== undefined}
            aria-disabled={disabled !== undefined}
            {...(danger === true && disabled === undefined ? { c: 'var(--bad)' } : {})}
            onClick={() => (disabled === undefined ? run() : undefined)}
          >
            {label}
            {disabled !== undefined && <span className="unseen">: {disabled}</span>}
          </Button>
        </Tooltip>
      ))}
      {menus.map(({ label, ids }) => (
        <RowActions
          key={label}
          of={of}
          label={label}
          size="xs"
          actions={rest.filter(({ id }) => ids.test(id))}
        />
      ))}
      <RowActions of={of} size="xs" actions={rest.filter((action) => !inMenus(action))} />
    </>
  );
}
