import { electionExperiments } from './elections.ts';
import type { Experiment } from './experiment.ts';
import { linkExperiments } from './links.ts';
import { reloadExperiments } from './reloads.ts';
import { serviceExperiments } from './services.ts';
import { trackerExperiments } from './trackers.ts';

/** What operators reported, as experiments for real daemons. */
export const experiments: readonly Experiment[] = [
  ...trackerExperiments,
  ...linkExperiments,
  ...electionExperiments,
  ...serviceExperiments,
  ...reloadExperiments,
];
