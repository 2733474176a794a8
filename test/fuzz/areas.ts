import type { Area } from './area.ts';
import { coreArea } from './core/core-area.ts';
import { filesArea } from './files/files-area.ts';
import { growthArea } from './growth/growth-area.ts';
import { type TextSource, textSource } from './inputs/draw.ts';
import { groupsBelow, ownGroups } from './inputs/samples.ts';
import { lspArea } from './lsp/lsp-area.ts';
import { secretsArea } from './secrets/secrets-area.ts';

export const areaNames = ['core', 'lsp', 'growth', 'secrets', 'files'] as const;
export type AreaName = (typeof areaNames)[number];

export interface AreaOptions {
  /** Folders with texts to damage, beside our own. */
  readonly corpus: readonly string[];
  /** The built program, `dist/cli.js`. */
  readonly program: string;
  /** Modules with constructs that grow. */
  readonly constructs: readonly string[];
}

/** `note`: a file that always holds what is being done. */
export function areaOf(name: AreaName, options: AreaOptions, note?: number): Area<unknown> {
  const source = (): TextSource => textSource([...ownGroups(), ...options.corpus.flatMap(groupsBelow)]);
  switch (name) {
    case 'core':
      return coreArea(source(), undefined, { note }) as Area<unknown>;
    case 'lsp':
      return lspArea(source(), options.program) as Area<unknown>;
    case 'growth':
      return growthArea(options.constructs, note) as Area<unknown>;
    case 'secrets':
      return secretsArea(source(), undefined, note) as Area<unknown>;
    case 'files':
      return filesArea(options.program) as Area<unknown>;
  }
}
