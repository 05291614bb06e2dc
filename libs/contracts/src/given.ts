import { ValidateIf } from 'class-validator';

/** A field that may be left out but not be null. */
export const Given = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
