export { emitFrom } from '@daybook/testing';
