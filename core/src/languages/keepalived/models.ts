import { memo } from '../../base/memo.ts';
import type { KeepalivedConfig } from './config.ts';
import { configIdsOf } from './config-ids.ts';
import { alone } from './configuration.ts';
import type { KeepalivedFile } from './file.ts';
import { lowerConfiguration } from './lower.ts';
import { withTemplate } from './template-model.ts';

/** The models of a keepalived file, one for each configuration id that its conditional lines name. */
export const keepalivedVariants = memo((file: KeepalivedFile): readonly [KeepalivedConfig, ...KeepalivedConfig[]] => {
  const configuration = file.configuration ?? alone(file);
  const [first, ...others] = configIdsOf(configuration.syntax).map((id) => lowerConfiguration(configuration, id));
  return first ? [first, ...others] : [lowerConfiguration(configuration)];
});

/** The ids that the conditional lines of a file and of what it includes name. */
export function configIdsIn(file: KeepalivedFile): readonly string[] {
  return configIdsOf(file.configuration?.syntax ?? file.syntax);
}

/** The model for a node. A file without conditional lines is the same for every node, and is lowered once. */
export function keepalivedFor(file: KeepalivedFile, configId: string): KeepalivedConfig {
  const configuration = file.configuration ?? alone(file);
  if (configIdsOf(configuration.syntax).length === 0) return withTemplate(keepalivedVariants(file)[0]);
  return withTemplate(lowerConfiguration(configuration, configId));
}
