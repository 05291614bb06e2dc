import { ActionIcon, Button, Checkbox, Stack } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { FieldInput } from './field-input';
import { presetsOf, type AnyField, type Draft } from './field';
import classes from './form.module.css';

interface FieldSetProps {
  fields: readonly AnyField[];
  draft: Draft;
  onChange: (draft: Draft) => void;
  isNew: boolean;
  disabled: boolean;
  faultOf?: (field: string) => string | undefined;
}

/** The fields of a form, one under the other; groups and rows within it are sets of their own. */
export function FieldSet({ fields, draft, onChange, isNew, disabled, faultOf }: FieldSetProps) {
  const shown = fields.filter(
    ({ when, newOnly, laterOnly }) =>
      when?.(draft) !== false && (newOnly !== true || isNew) && (laterOnly !== true || !isNew),
  );
  return (
    <Stack gap={10}>
      {shown.map((field) => {
        const fixed = disabled || (field.once === true && !isNew);
        const put = (value: unknown) => onChange({ ...draft, [field.name]: value });
        const within = { disabled: fixed, isNew, value: draft[field.name], onChange: put };
        if (field.kind === 'group') return <Group key={field.name} field={field} {...within} />;
        if (field.kind === 'rows') return <Rows key={field.name} field={field} {...within} />;
        return (
          <FieldInput
            key={field.name}
            field={field}
            value={draft[field.name]}
            onChange={put}
            disabled={fixed}
            fault={faultOf?.(field.name)}
          />
        );
      })}
    </Stack>
  );
}

interface NestedProps<Kind extends 'group' | 'rows'> {
  field: Extract<AnyField, { kind: Kind }>;
  value: unknown;
  onChange: (value: unknown) => void;
  isNew: boolean;
  disabled: boolean;
}

/** What belongs together and may be absent as a whole. */
function Group({ field, value, onChange, isNew, disabled }: NestedProps<'group'>) {
  const { t } = useTranslation('admin');
  const there = value !== undefined && value !== null;
  return (
    <fieldset className={classes.group}>
      <legend>
        <Checkbox
          label={t(`field.${field.name}`)}
          checked={there || field.needed === true}
          disabled={disabled || field.needed === true}
          onChange={({ currentTarget: { checked } }) => onChange(checked ? presetsOf(field.fields) : null)}
        />
      </legend>
      {(there || field.needed === true) && (
        <FieldSet
          fields={field.fields}
          draft={(value ?? presetsOf(field.fields)) as Draft}
          onChange={onChange}
          isNew={isNew}
          disabled={disabled}
        />
      )}
    </fieldset>
  );
}

/** Several of a kind; what is retired within them is kept by the server and not shown. */
function Rows({ field, value, onChange, isNew, disabled }: NestedProps<'rows'>) {
  const { t } = useTranslation('admin');
  const rows = (value ?? []) as Draft[];
  const put = (index: number, row: Draft) =>
    onChange(rows.map((before, at) => (at === index ? row : before)));
  const title = t(`field.${field.name}`);
  return (
    <fieldset className={classes.rows}>
      <legend>{title}</legend>
      {rows.map((row, index) =>
        row['retired'] === true ? null : (
          // Rows have no name of their own before they are saved.
          <div key={(row['id'] as string | undefined) ?? `new ${String(index)}`} className={classes.rowOf}>
            <FieldSet
              fields={field.fields}
              draft={row}
              onChange={(changed) => put(index, changed)}
              isNew={isNew || row['id'] === undefined}
              disabled={disabled}
            />
            <ActionIcon
              aria-label={t('form.remove_row', { what: `${title} ${String(index + 1)}` })}
              disabled={disabled}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              <Trash2 size={14} aria-hidden />
            </ActionIcon>
          </div>
        ),
      )}
      <Button
        variant="default"
        leftSection={<Plus size={13} aria-hidden />}
        disabled={disabled}
        onClick={() => onChange([...rows, presetsOf(field.fields)])}
      >
        {t('form.add_row', { what: title })}
      </Button>
    </fieldset>
  );
}
