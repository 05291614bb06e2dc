/** class-transformer's own record of `@Type`; the package exports it by path only, without types. */
declare module 'class-transformer/cjs/storage' {
  interface TypeMetadata {
    typeFunction: () => unknown;
  }

  export const defaultMetadataStorage: {
    findTypeMetadata(target: new () => object, propertyName: string): TypeMetadata | undefined;
  };
}
