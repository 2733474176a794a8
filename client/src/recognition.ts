import { type Disposable, languages, type TextDocument, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type RecogniseParams, recogniseMethod } from '#server/protocol.ts';

/** What VS Code calls a `.cfg` or `.conf` file that no extension knows. */
const generic: ReadonlySet<string> = new Set(['plaintext', 'properties', 'ini', 'conf']);

const headLength = 8192;

/**
 * Gives configurations that only their text betrays (`edge.cfg`, `vips.conf`) their language. Each document is looked
 * at once, so that a language picked by hand stays.
 */
export function recogniseDocuments(client: BaseLanguageClient): Disposable {
  const seen = new Set<string>();
  const look = async (document: TextDocument): Promise<void> => {
    const uri = document.uri.toString();
    if (seen.has(uri)) return;
    seen.add(uri);
    if (!generic.has(document.languageId) || !/\.(?:cfg|conf)(?:\.\w+)?$/i.test(document.uri.path)) return;
    const params: RecogniseParams = { uri, head: document.getText().slice(0, headLength) };
    const language = await client.sendRequest<string | null>(recogniseMethod, params);
    if (language !== null && !document.isClosed) await languages.setTextDocumentLanguage(document, language);
  };
  for (const document of workspace.textDocuments) void look(document);
  return workspace.onDidOpenTextDocument((document) => void look(document));
}
