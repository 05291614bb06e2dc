import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface NumberFieldProps extends Omit<
  TextInputProps,
  'type' | 'value' | 'onChange' | 'min' | 'max' | 'error'
> {
  min: number;
  max: number;
  value: number | string;
  /** What is not a whole number, or too small or large, is handed on as it was typed. */
  onChange: (value: number | string) => void;
}

/** A whole number; it says itself what would be one. */
export function NumberField({ onChange, value, min, max, required = false, ...props }: NumberFieldProps) {
  const { t } = useTranslation();
  const number = Number(value);
  const right = value === '' ? !required : Number.isInteger(number) && number >= min && number <= max;
  return (
    <TextInput
      {...props}
      type="number"
      inputMode="numeric"
      step={1}
      {...{ min, max, value, required }}
      withAsterisk={false}
      error={right ? undefined : t('number', { min, max })}
      onChange={({ currentTarget: { value: typed, valueAsNumber, validity } }) =>
        onChange(typed !== '' && validity.valid ? valueAsNumber : typed)
      }
    />
  );
}
