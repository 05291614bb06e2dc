import {
  Checkbox,
  Group,
  Input,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { weekdayNames } from '../../../i18n/formats';
import { useChoices } from '../lists/choices';
import type { AnyField } from './field';
import classes from './form.module.css';

interface FieldInputProps {
  field: AnyField;
  value: unknown;
  onChange: (value: unknown) => void;
  disabled: boolean;
  /** What the server has against it. */
  fault: string | undefined;
}

/** One field by its kind. */
export function FieldInput({ field, value, onChange, disabled, fault }: FieldInputProps) {
  const { t } = useTranslation('admin');
  const common = {
    label: t(`field.${field.name}`),
    description: field.hint === undefined ? undefined : t(`hint.${field.hint}`),
    required: field.needed === true,
    withAsterisk: false,
    disabled,
    error: fault,
  };
  const words = (value as string[] | null | undefined) ?? [];
  switch (field.kind) {
    case 'text': {
      const typed = {
        ...common,
        value: (value as string | null | undefined) ?? '',
        autoComplete: 'off',
        spellCheck: field.mono !== true,
        onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
      };
      return field.multiline === true ? (
        <Textarea {...typed} autosize minRows={3} maxRows={14} />
      ) : (
        <TextInput {...typed} classNames={{ input: field.mono === true ? (classes.mono ?? '') : '' }} />
      );
    }
    case 'password':
      return (
        <PasswordInput
          {...common}
          size="xs"
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('form.show_password'), 'aria-hidden': false }}
          value={(value as string | undefined) ?? ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          allowDecimal={false}
          value={(value as number | null | undefined) ?? ''}
          onChange={(typed) => onChange(typed === '' ? undefined : Number(typed))}
        />
      );
    case 'switch':
      return (
        <Switch
          label={common.label}
          description={common.description}
          error={fault}
          disabled={disabled}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={field.of.map((one) => ({ value: one, label: t(`choice.${one}`) }))}
          allowDeselect={field.needed !== true}
          value={(value as string | null | undefined) ?? null}
          onChange={onChange}
        />
      );
    case 'checks':
      return (
        <Checkbox.Group {...common} value={words} onChange={onChange}>
          <div className={classes.checks}>
            {field.of.map((one) => (
              <Checkbox key={one} value={one} label={t(`choice.${one}`)} disabled={disabled} />
            ))}
          </div>
        </Checkbox.Group>
      );
    case 'weekdays': {
      const days = (value as number[] | null | undefined) ?? [];
      return (
        <Checkbox.Group
          {...common}
          value={days.map(String)}
          onChange={(chosen) => onChange(chosen.map(Number).sort())}
        >
          <Group gap="sm">
            {weekdayNames().map((name, index) => (
              <Checkbox key={name} value={String(index + 1)} label={name} disabled={disabled} />
            ))}
          </Group>
        </Checkbox.Group>
      );
    }
    case 'pick':
    case 'picks':
      return <Pick field={field} common={common} value={value} onChange={onChange} />;
    case 'words':
      return <TagsInput {...common} size="xs" acceptValueOnBlur value={words} onChange={onChange} />;
    case 'money': {
      const { amount = '', currency = '' } = (value ?? {}) as { amount?: string; currency?: string };
      return (
        <Input.Wrapper {...common} labelElement="div">
          <Group gap={6} wrap="nowrap">
            <TextInput
              aria-label={t('form.amount_of', { what: common.label })}
              inputMode="decimal"
              disabled={disabled}
              flex={1}
              value={amount}
              onChange={(event) => onChange({ amount: event.currentTarget.value.trim(), currency })}
            />
            <TextInput
              aria-label={t('form.currency_of', { what: common.label })}
              maxLength={3}
              w={70}
              placeholder="USD"
              disabled={disabled}
              value={currency}
              onChange={(event) => onChange({ amount, currency: event.currentTarget.value.toUpperCase() })}
            />
          </Group>
        </Input.Wrapper>
      );
    }
    default:
      return null;
  }
}

interface PickProps {
  field: AnyField & { kind: 'pick' | 'picks' };
  common: object;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** One or several of another list. */
function Pick({ field, common, value, onChange }: PickProps) {
  const { t } = useTranslation('admin');
  const data = useChoices(field.from);
  const shared = { ...common, data, searchable: true, nothingFoundMessage: t('form.nothing') };
  return field.kind === 'pick' ? (
    <Select
      {...shared}
      clearable={field.needed !== true}
      clearButtonProps={{ 'aria-label': t('form.clear') }}
      value={(value as string | null | undefined) ?? null}
      onChange={onChange}
    />
  ) : (
    <MultiSelect
      {...shared}
      hidePickedOptions
      value={(value as string[] | null | undefined) ?? []}
      onChange={onChange}
    />
  );
}
