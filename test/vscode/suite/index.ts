import { activationTests } from './activation.ts';
import { editingTests } from './editing.ts';
import { featureTests } from './features.ts';
import { previewTests } from './preview.ts';
import { runTests } from './runner.ts';

/** What VS Code calls, in the extension host, when it was started to run tests. */
export async function run(): Promise<void> {
  await runTests([...activationTests, ...featureTests, ...previewTests, ...editingTests]);
}
