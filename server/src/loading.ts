import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';

/** Told about each step; says whether to go on. */
export type Step = (done: number, total: number) => boolean;

/** Shorter work shows no progress: a bar that flashes up helps nobody. Milliseconds. */
const patience = 1000;

/** Runs work that takes long in large workspaces, with a progress that the user can cancel where the editor shows one. */
export async function withProgress(
  connection: Connection,
  canShow: boolean,
  title: string,
  work: (step: Step) => Promise<void>,
): Promise<void> {
  if (!canShow) return work(() => true);
  let reporter: WorkDoneProgressServerReporter | undefined;
  let cancelled = false;
  let percent = 0;
  let ended = false;
  const timer = setTimeout(async () => {
    const created = await connection.window.createWorkDoneProgress();
    if (ended) return;
    reporter = created;
    reporter.begin(title, percent, undefined, true);
    reporter.token.onCancellationRequested(() => {
      cancelled = true;
    });
  }, patience);
  try {
    await work((done, total) => {
      const now = Math.floor((100 * done) / Math.max(1, total));
      if (now > percent) reporter?.report(now, `${done} of ${total} files`);
      percent = Math.max(percent, now);
      return !cancelled;
    });
  } finally {
    ended = true;
    clearTimeout(timer);
    reporter?.done();
  }
}
