import type { SourceFile } from '../language.ts';
import type { KeepalivedConfig } from './config.ts';
import type { Configuration } from './configuration.ts';
import type { KeepalivedSyntax } from './parser.ts';

export interface KeepalivedFile extends SourceFile<KeepalivedSyntax, KeepalivedConfig> {
  /** What it includes with it, where it is the main file and includes anything. */
  readonly configuration?: Configuration;
}
