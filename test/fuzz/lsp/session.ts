import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Dice, dice as diceOf } from '../../lab/random/dice.ts';
import { type Counts, count, type Failure, thrown } from '../area.ts';
import { firstDifference } from '../core/plain.ts';
import type { Step, TextTrial } from '../trial.ts';
import { makeNoise } from './noise.ts';
import { comparable, type Place, type Request, requests, someWord } from './requests.ts';
import type { Reply, ServerProcess } from './server-process.ts';

/** Errors that are answers: a rename that is refused, a request that came too late. */
const answers = new Set([-32803, -32802, -32801, -32800]);

const uriOf = (path: string): string => `file:///fuzz/${path.split('/').map(encodeURIComponent).join('/')}`;

function languageIdOf(path: string): string {
  if (path.endsWith('.json')) return 'json';
  if (/sysctl|[.]service|[.]sh$/.test(path)) return 'plaintext';
  return path.includes('.cfg') ? 'haproxy' : 'keepalived';
}

/** One editor: what it has open, kept in step with one server. */
class Editor {
  readonly documents = new Map<string, TextDocument>();
  readonly server: ServerProcess;
  #version = 1;

  constructor(server: ServerProcess) {
    this.server = server;
  }

  async open(path: string, text: string, version = this.#version): Promise<void> {
    const uri = uriOf(path);
    this.#version = Math.max(this.#version, version);
    this.documents.set(path, TextDocument.create(uri, languageIdOf(path), version, text));
    const textDocument = { uri, languageId: languageIdOf(path), version, text };
    await this.server.notify('textDocument/didOpen', { textDocument });
  }

  async apply(step: Step): Promise<void> {
    if (step.do === 'settings') {
      return this.server.notify('workspace/didChangeConfiguration', { settings: { haconf: step.settings } });
    }
    const document = this.documents.get(step.path);
    if (step.do === 'noise') {
      await makeNoise(this.server, step.kind, uriOf(step.path), diceOf(step.seed));
      // Whatever the server thinks now: an editor that sends the whole text is in step again.
      this.#version += 10;
      if (!document) return this.server.notify('textDocument/didClose', { textDocument: { uri: uriOf(step.path) } });
      const text = document.getText();
      await this.server.notify('textDocument/didClose', { textDocument: { uri: document.uri } });
      // It comes last now, here and there.
      this.documents.delete(step.path);
      return this.open(step.path, text, this.#version);
    }
    if (step.do === 'set' && !document) return this.open(step.path, step.text);
    if (!document) return;
    if (step.do === 'remove') {
      this.documents.delete(step.path);
      return this.server.notify('textDocument/didClose', { textDocument: { uri: document.uri } });
    }
    const contentChanges =
      step.do === 'set'
        ? [{ text: step.text }]
        : [
            {
              range: { start: document.positionAt(step.start), end: document.positionAt(step.start + step.remove) },
              text: step.insert,
            },
          ];
    const version = ++this.#version;
    TextDocument.update(document, contentChanges, version);
    await this.server.notify('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges,
    });
  }

  async close(): Promise<void> {
    for (const { uri } of this.documents.values())
      await this.server.notify('textDocument/didClose', { textDocument: { uri } });
    this.documents.clear();
  }

  /** Waits for the diagnostics of what is open now. */
  async settled(): Promise<boolean> {
    const known = await this.server.until(() =>
      [...this.documents.values()].every(({ uri, version, languageId }) => {
        return (
          languageId === 'plaintext' || languageId === 'json' || this.server.published.get(uri)?.version === version
        );
      }),
    );
    // What was published together has arrived before this answer.
    await this.server.request('haconf/clusters');
    return known;
  }
}

/** Types as the trial says, asks in between, and at the end compares the server with one that only read the final texts. */
export async function runSession(
  trial: TextTrial,
  typing: ServerProcess,
  fresh: ServerProcess,
  counts: Counts,
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  const dice = diceOf(trial.ask);
  const editor = new Editor(typing);
  const settings: Step = { do: 'settings', settings: trial.settings };
  await editor.apply(settings);
  for (const { path, text } of trial.files) await editor.open(path, text);
  for (const step of trial.steps) {
    count(counts, step.do === 'noise' ? 'noises' : 'edits');
    await editor.apply(step);
    for (let left = dice.between(0, 3); left > 0; left--) {
      const place = someplace(editor, dice, '');
      if (place) await ask(typing, dice.pick(requests), place, counts, failures);
    }
    if (typing.ended !== undefined) break;
  }
  const last = trial.steps.findLast((step) => step.do === 'settings') ?? settings;
  // Noise may have changed the settings as well.
  await editor.apply(last);
  const other = new Editor(fresh);
  await other.apply(last);
  for (const [path, document] of editor.documents) await other.open(path, document.getText(), document.version);
  await compare(editor, other, dice, counts, failures);
  for (const server of [typing, fresh]) {
    if (server.ended !== undefined) failures.push(died(server));
    // Of messages that no editor should send, the server may say that it could not answer them.
    const logged = server.logged.splice(0);
    for (const message of trial.steps.some((step) => step.do === 'noise') ? [] : logged) {
      failures.push({ oracle: 'logged', key: message.replace(/\n[\s\S]*| \(.*/g, '').slice(0, 120), detail: message });
    }
  }
  await editor.close();
  await other.close();
  return failures;
}

async function compare(editor: Editor, other: Editor, dice: Dice, counts: Counts, failures: Failure[]): Promise<void> {
  for (const one of [editor, other]) {
    if (!(await one.settled()) && one.server.ended === undefined) {
      failures.push({ oracle: 'hang', key: 'diagnostics', detail: 'no diagnostics came for what is open' });
    }
  }
  if (failures.length > 0 || editor.server.ended !== undefined || other.server.ended !== undefined) return;
  for (const { uri } of editor.documents.values()) {
    const equal = await sooner(
      () => diagnostics(editor, uri),
      () => diagnostics(other, uri),
    );
    if (equal !== undefined) failures.push({ oracle: 'stale', key: 'diagnostics', detail: `${uri}: ${equal}` });
  }
  const clusters = await editor.server.request('haconf/clusters');
  const ids = 'result' in clusters ? (clusters.result as readonly { readonly id: string }[]).map(({ id }) => id) : [];
  const heavy = dice.chance(0.1);
  for (const request of requests) {
    if (request.heavy && !heavy) continue;
    const place = someplace(editor, dice, ids.length > 0 ? dice.pick(ids) : '');
    if (!place) return;
    const text = async (one: Editor): Promise<string> => {
      const reply = await ask(one.server, request, place, counts, failures);
      if (!('result' in reply)) return JSON.stringify(reply);
      try {
        return comparable(reply.result);
      } catch (error) {
        // So deep that an editor cannot walk it, either.
        failures.push({ ...thrown(request.method, error), key: `deep answer to ${request.method}` });
        return '';
      }
    };
    const difference = await sooner(
      () => text(editor),
      () => text(other),
    );
    if (failures.length > 0) return;
    if (difference === undefined) continue;
    failures.push({ oracle: 'stale', key: request.method, detail: `${JSON.stringify(place)}: ${difference}` });
  }
}

const diagnostics = async (editor: Editor, uri: string): Promise<string> =>
  JSON.stringify(editor.server.published.get(uri)?.found ?? []);

/** What takes long may come later: two answers differ when they still do after a while. Undefined: they are equal. */
async function sooner(one: () => Promise<string>, two: () => Promise<string>): Promise<string | undefined> {
  for (let attempt = 0; ; attempt++) {
    const [a, b] = [await one(), await two()];
    if (a === b) return undefined;
    if (attempt === 4) return firstDifference(a, b);
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
  }
}

async function ask(
  server: ServerProcess,
  request: Request,
  place: Place,
  counts: Counts,
  failures: Failure[],
): Promise<Reply> {
  count(counts, 'requests');
  const { method } = request;
  const reply = await server.request(method, request.params(place));
  if ('error' in reply && !answers.has(reply.error)) {
    failures.push({ oracle: 'error', key: `${method} ${reply.message.slice(0, 80)}`, detail: JSON.stringify(reply) });
  }
  if ('nothing' in reply && reply.nothing === 'hang') {
    failures.push({ oracle: 'hang', key: method, detail: `no answer to ${method}` });
  }
  if ('result' in reply && reply.cpuMs > (request.heavy ? 10_000 : 4000)) {
    const detail = `${method} took ${reply.cpuMs} ms of the server's CPU`;
    failures.push({ oracle: 'slow', key: method, detail });
  }
  return reply;
}

/** The place in our code where it fell is what deaths are told apart by. */
function died(server: ServerProcess): Failure {
  const [, place = ''] = /\n\s+at (?:new )?([\w.#$<>]+)/.exec(server.said) ?? [];
  const [said = ''] = /^\w*Error: .*$/m.exec(server.said) ?? [];
  const detail = `the server ended with ${server.ended}: ${server.said.slice(-3000)}`;
  return { oracle: 'death', key: `${said.replace(/\d+/g, '').slice(0, 60)} ${place}`, detail };
}

function someplace(editor: Editor, dice: Dice, cluster: string): Place | undefined {
  if (editor.documents.size === 0) return undefined;
  const document = dice.pick([...editor.documents.values()]);
  const { length } = document.getText();
  return {
    uri: document.uri,
    position: document.positionAt(dice.between(0, length)),
    end: document.positionAt(length),
    cluster,
    word: someWord(dice),
  };
}
