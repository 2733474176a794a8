import { type Table, table } from '../../../base/table.ts';
import type { TextRange } from '../../../base/text-range.ts';

/**
 * What a line relies on and only the whole configuration can tell. `''` as a name means the section's own; of `enabled`,
 * `client-ca` and `tls-…` it is the fault that shows once the proxy is not disabled, or something uses TLS.
 */
export type UseKind =
  | 'agent-port'
  | 'backend'
  | 'ca'
  | 'certificate'
  | 'check-port'
  | 'client-ca'
  | 'counter'
  | 'deprecated'
  | 'deprecated-section'
  | 'email'
  | 'enabled'
  | 'experimental'
  | 'external-check'
  | 'fcgi-app'
  | 'frontend'
  | 'http-errors'
  | 'lua-bool'
  | 'mailers'
  | 'resolvers'
  | 'server'
  | 'table'
  | 'tls-listener'
  | 'tls-server'
  | 'track'
  | 'userlist';

export interface Use {
  readonly kind: UseKind;
  readonly name: string;
  readonly range: TextRange;
}

/** Takes what a sample expression refers to. */
export interface UseSink {
  use(kind: UseKind, name: string, from: string): void;
}

/** Kinds by the type of a fetch's or converter's argument. */
export const usesByType: Table<UseKind> = table({
  backend: 'backend',
  frontend: 'frontend',
  server: 'server',
  table: 'table',
  'user list': 'userlist',
});
