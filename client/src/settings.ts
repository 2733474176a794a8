import { workspace } from 'vscode';

/** The settings that the server takes when it starts; later changes come as `workspace/didChangeConfiguration`. */
export interface InitialSettings {
  readonly haproxy: { readonly version: string | undefined };
  readonly keepalived: { readonly version: string | undefined };
  readonly format: { readonly align: boolean | undefined };
  readonly codeLens: { readonly enabled: boolean | undefined };
  readonly inlayHints: { readonly enabled: boolean | undefined };
  readonly hover: { readonly election: boolean | undefined };
  /** Folder with the rules' documentation, with a slash at the end. */
  readonly docsUri: string;
}

export function initialSettings(docsUri: string): InitialSettings {
  const settings = workspace.getConfiguration('haconf');
  return {
    haproxy: { version: settings.get<string>('haproxy.version') },
    keepalived: { version: settings.get<string>('keepalived.version') },
    format: { align: settings.get<boolean>('format.align') },
    codeLens: { enabled: settings.get<boolean>('codeLens.enabled') },
    inlayHints: { enabled: settings.get<boolean>('inlayHints.enabled') },
    hover: { election: settings.get<boolean>('hover.election') },
    docsUri,
  };
}
