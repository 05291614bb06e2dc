import { Button, Tooltip } from '@mantine/core';
import { ActionDialog, type ActionDialogProps } from './action-dialog';
import { useDialog } from './use-dialog';

interface DialogButtonProps<Output> extends Omit<ActionDialogProps<Output>, 'onClose'> {
  /** What the button says; the dialog's title when absent. */
  words?: string;
  /** Whether it is what is mostly done here. */
  main?: boolean;
  disabled?: boolean;
  /** Said of it while it is disabled. */
  why?: string;
}

/** A button that opens the dialog in which something is done. */
export function DialogButton<Output>(props: DialogButtonProps<Output>) {
  const { words, main = false, disabled = false, why, ...action } = props;
  const { dialog, open } = useDialog();
  const red = !main && action.danger === true && !disabled;
  return (
    <>
      <Tooltip label={why} disabled={!disabled || why === undefined}>
        <Button
          variant={main ? 'filled' : 'default'}
          {...(red ? { c: 'var(--bad)' } : {})}
          disabled={disabled}
          onClick={() => open((close) => <ActionDialog {...action} onClose={close} />)}
        >
          {words ?? action.title}
        </Button>
      </Tooltip>
      {dialog}
    </>
  );
}
