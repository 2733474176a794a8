import type { Version } from '../base/version.ts';
import type { HaproxyConfig } from '../languages/haproxy/config.ts';
import { haproxy } from '../languages/haproxy/language.ts';
import { lowerHaproxy } from '../languages/haproxy/lower.ts';
import type { HaproxySyntax } from '../languages/haproxy/parser.ts';
import type { KeepalivedConfig } from '../languages/keepalived/config.ts';
import { keepalived } from '../languages/keepalived/language.ts';
import { keepalivedVariants } from '../languages/keepalived/models.ts';
import type { KeepalivedSyntax } from '../languages/keepalived/parser.ts';
import type { Language, SourceFile } from '../languages/language.ts';
import type { Finding } from './finding.ts';
import { checkHaproxy, checkKeepalived, checkPlain, type RunOptions } from './run.ts';

/** What may be known beside a file that is judged. */
export interface JudgeContext {
  /** Of the program that reads it. */
  readonly version: Version;
  /** The models of the files that one process loads together, its own among them. */
  readonly loadedTogether: readonly unknown[];
}

type Judge<File extends SourceFile> = (file: File, context: JudgeContext, options: RunOptions) => readonly Finding[];

const judgeHaproxy: Judge<SourceFile<HaproxySyntax, HaproxyConfig>> = ({ path, syntax }, context, options) => {
  const loadedTogether = context.loadedTogether as readonly HaproxyConfig[];
  return checkHaproxy({ path, config: lowerHaproxy(syntax) }, { ...context, loadedTogether }, options);
};

const judgeKeepalived: Judge<SourceFile<KeepalivedSyntax, KeepalivedConfig>> = (file, { version }, options) =>
  checkKeepalived(file.path, keepalivedVariants(file), { version, loadedTogether: [] }, options);

/** The languages that have rules of their own. Of the others their parser's errors and their own issues are told. */
const judges: ReadonlyMap<Language, Judge<never>> = new Map<Language, Judge<never>>([
  [haproxy, judgeHaproxy],
  [keepalived, judgeKeepalived],
]);

/** The findings of one file by itself, and of what it includes. */
export function checkFile(file: SourceFile, context: JudgeContext, options: RunOptions): readonly Finding[] {
  const judge = judges.get(file.language) as Judge<SourceFile> | undefined;
  return judge ? judge(file, context, options) : checkPlain(file, context.version);
}
