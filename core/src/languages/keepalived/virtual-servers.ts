import type { KeepalivedConfig } from './config.ts';

/** Whether the configuration spreads connections itself, with `virtual_server` blocks. */
export function hasVirtualServers({ configuration }: KeepalivedConfig): boolean {
  return configuration.files.some(({ syntax }) =>
    syntax.chunks.some(({ statements }) => statements.some(({ words }) => words[0].value === 'virtual_server')),
  );
}
