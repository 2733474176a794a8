import type { Construct } from './construct.ts';
import { conditionals } from './haproxy-conditionals.ts';
import { files } from './haproxy-files.ts';
import { inLines } from './haproxy-in-lines.ts';
import { inheritance } from './haproxy-inheritance.ts';
import { names } from './haproxy-names.ts';
import { sectionsAndLines } from './haproxy-sections.ts';
import { texts } from './haproxy-texts.ts';

/** Everything in a configuration of HAProxy that can grow. */
export const haproxyConstructs: readonly Construct[] = [
  ...conditionals,
  ...inheritance,
  ...names,
  ...sectionsAndLines,
  ...inLines,
  ...texts,
  ...files,
];
