/** class-transformer's own record of `@Type`; the package exports it by path only, without types. */
declare module 'class-transformer/cjs/storage' {
  export const defaultMetadataStorage: import('class-transformer/types/MetadataStorage').MetadataStorage;
}
