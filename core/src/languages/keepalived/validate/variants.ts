import type { Version } from '../../../base/version.ts';
import type { Configuration } from '../configuration.ts';
import { configIdsOf } from '../statements.ts';
import type { PlacedIssue } from './issue.ts';
import { validateKeepalived } from './validate.ts';

/** What keepalived says of a configuration on any of the nodes whose ids its conditional lines name. */
export function validateKeepalivedVariants({ syntax, included }: Configuration, version: Version): PlacedIssue[] {
  const ids = configIdsOf(syntax).slice(0, mostIds);
  if (ids.length === 0) return validateKeepalived(syntax, { version, configId: undefined, included });
  return ids.flatMap((configId) => validateKeepalived(syntax, { version, configId, included }));
}

/** A file for more nodes is a template or noise. */
const mostIds = 16;
