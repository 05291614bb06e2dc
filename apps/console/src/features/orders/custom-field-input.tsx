import { Checkbox, Select, TextInput } from '@mantine/core';
import type { View } from '../../api/client';

interface CustomFieldInputProps {
  field: View<'CustomFieldView'>;
  /** As the field's type writes it; empty: none. */
  value: string;
  onChange: (value: string) => void;
}

/** What a custom field takes: text, a number, a day, one of its choices, yes or no. */
export function CustomFieldInput({ field, value, onChange }: CustomFieldInputProps) {
  const shared = { label: field.name, required: field.required, withAsterisk: field.required };
  switch (field.type) {
    case 'choice':
      return (
        <Select
          {...shared}
          data={field.choices}
          value={value === '' ? null : value}
          clearable={!field.required}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'boolean':
      return (
        <Checkbox
          label={field.name}
          checked={value === 'true'}
          onChange={({ currentTarget: { checked } }) => onChange(checked ? 'true' : 'false')}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          type={field.type}
          {...(field.type === 'number' ? { step: 'any', inputMode: 'decimal' } : {})}
          value={value}
          onChange={({ currentTarget: { value: typed } }) => onChange(typed)}
        />
      );
  }
}
