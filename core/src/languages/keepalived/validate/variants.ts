import type { Version } from '../../../base/version.ts';
import { configIdsOf } from '../config-ids.ts';
import type { Configuration } from '../configuration.ts';
import type { PlacedIssue } from './issue.ts';
import { validateKeepalived } from './validate.ts';

/** What keepalived says of a configuration on any of the nodes whose ids its conditional lines name. */
export function validateKeepalivedVariants({ syntax, included }: Configuration, version: Version): PlacedIssue[] {
  const ids = configIdsOf(syntax);
  if (ids.length === 0) return validateKeepalived(syntax, { version, configId: undefined, included });
  return ids.flatMap((configId) => validateKeepalived(syntax, { version, configId, included }));
}
