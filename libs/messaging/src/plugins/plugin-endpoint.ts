import { IsUrl, Matches, ValidateIf } from 'class-validator';
import type { PluginEndpoint } from './plugins';

/** Decorates the setting with a plugin's URL; without it the feature is off. */
export function PluginUrl(): PropertyDecorator {
  return together(
    ValidateIf((_, value) => value !== undefined),
    IsUrl(
      { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
      { message: 'must be an http(s):// address' },
    ),
  );
}

/** Decorates the setting with a plugin's secret, which is needed where its URL is set. */
export function PluginSecret(urlField: string): PropertyDecorator {
  return together(
    ValidateIf((config: Record<string, unknown>) => config[urlField] !== undefined),
    Matches(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, {
      message: 'must be whsec_ and 24 or more bytes in base64, as the plugin knows it',
    }),
  );
}

/** Where a plugin is; undefined while it is off. */
export function pluginEndpoint(
  url: string | undefined,
  secret: string | undefined,
): PluginEndpoint | undefined {
  return url === undefined || secret === undefined ? undefined : { url, secret };
}

function together(...rules: PropertyDecorator[]): PropertyDecorator {
  return (target, property) => rules.forEach((rule) => rule(target, property));
}
