export * from './card-number';
export { isStorable, isVisible, lengthOf, normalName } from './characters';
export * from './currencies';
export { plainDigits } from './digits';
export {
  type ClassOf,
  Described,
  type FieldDecorator,
  type FieldOptions,
  fieldsOf,
  type Written,
  optionsOf,
} from './field';
export * from './maps';
export * from './moments';
export * from './money';
export * from './parts';
export * from './places';
export { MOST_FAULTS, NO_SUCH_FIELD, read, type Reading } from './read';
export * from './texts';
export * from './values';
