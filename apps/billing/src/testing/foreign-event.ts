export { tellFrom } from '@daybook/testing';
