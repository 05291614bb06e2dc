import { ValidateBy } from 'class-validator';

/** Refuses a field that is given together with another one of the same object. */
export function NotBeside(other: string): PropertyDecorator {
  return ValidateBy({
    name: 'notBeside',
    constraints: [other],
    validator: {
      validate: (_value, args) =>
        (args?.object as Record<string, unknown> | undefined)?.[other] === undefined,
      defaultMessage: () => `$property must not stand beside ${other}`,
    },
  });
}
