import { TextInput, type TextInputProps } from '@mantine/core';

interface NumberFieldProps extends Omit<TextInputProps, 'type' | 'value' | 'onChange'> {
  value: number | string;
  /** What is not a whole number, or too small or large, is handed on as it was typed. */
  onChange: (value: number | string) => void;
}

/** A whole number. */
export function NumberField({ onChange, ...props }: NumberFieldProps) {
  return (
    <TextInput
      {...props}
      type="number"
      inputMode="numeric"
      step={1}
      onChange={({ currentTarget: { value, valueAsNumber, validity } }) =>
        onChange(value !== '' && validity.valid ? valueAsNumber : value)
      }
    />
  );
}
