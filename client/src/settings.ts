import { workspace } from 'vscode';
import { programs } from './programs.ts';

interface ProgramSettings {
  readonly version: string | undefined;
  /** Empty in a workspace that is not trusted: VS Code leaves its settings out. */
  readonly command: readonly string[] | undefined;
}

/** The settings that the server takes when it starts, with an entry for each program; later changes come as `workspace/didChangeConfiguration`. */
export interface InitialSettings {
  /** Seconds. */
  readonly programTimeLimit: number | undefined;
  readonly format: { readonly align: boolean | undefined };
  readonly rename: { readonly allNodes: boolean | undefined };
  readonly codeLens: { readonly enabled: boolean | undefined; readonly references: boolean | undefined };
  readonly inlayHints: { readonly enabled: boolean | undefined };
  readonly hover: { readonly election: boolean | undefined };
  readonly log: { readonly level: string | undefined };
  /** Folder with the rules' documentation, with a slash at the end. */
  readonly docsUri: string;
}

export function initialSettings(docsUri: string): InitialSettings {
  const settings = workspace.getConfiguration('haconf');
  return {
    ...Object.fromEntries(programs.map(({ id }) => [id, programSettings(id)])),
    programTimeLimit: settings.get<number>('programTimeLimit'),
    format: { align: settings.get<boolean>('format.align') },
    rename: { allNodes: settings.get<boolean>('rename.allNodes') },
    codeLens: {
      enabled: settings.get<boolean>('codeLens.enabled'),
      references: settings.get<boolean>('codeLens.references'),
    },
    inlayHints: { enabled: settings.get<boolean>('inlayHints.enabled') },
    hover: { election: settings.get<boolean>('hover.election') },
    log: { level: settings.get<string>('log.level') },
    docsUri,
  };
}

function programSettings(program: string): ProgramSettings {
  const settings = workspace.getConfiguration(`haconf.${program}`);
  return { version: settings.get<string>('version'), command: settings.get<string[]>('command') };
}
